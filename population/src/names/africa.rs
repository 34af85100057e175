//! Names from Africa and the Caribbean.

use super::Texts;

pub(super) const NIGERIAN: Texts = Texts {
    girls: "Esther Grace Deborah Favour Blessing Victoria Temitope Oluwaseun Ayomide Adaeze Chidinma Chiamaka \
        Ngozi Ifeoma Nkechi Amara Zara Folasade Funmilayo Omolara Oluwatobi Oluwadamilola Titilayo Yewande \
        Bukola Kehinde Taiwo Moyosore Tiwa Simisola Hadiza Aisha Zainab Ebere Uchenna Precious Peace Joy",
    boys: "David Daniel Samuel Emmanuel Michael Joshua Oluwaseun Ayomide Oluwatobi Temitope Olumide Babatunde \
        Kehinde Taiwo Adebayo Tunde Femi Segun Wale Chukwuemeka Chidi Obinna Emeka Ikenna Kelechi Uche \
        Nnamdi Chinedu Ifeanyi Tobechukwu Oluwadamilare Tioluwani Musa Ibrahim Sunday Godwin Goodluck",
    families: "Adeyemi Okafor Okonkwo Adebayo Ogunleye Balogun Afolabi Eze Nwosu Obi Okeke Oladipo Ojo Bello \
        Lawal Adekunle Williams Johnson Akintola Olawale Abiola Adewale Salami Yusuf Ibrahim Musa Igwe \
        Chukwu Nwachukwu Onyeka Udo Effiong Etim Bassey Okon Idowu Bakare Fashola Sanusi Shittu Oyelaran",
    composed: 0.6,
    roots: "Ade Ola Olu Oye Ayo Akin Ogun Fa Odu Owo Oni Aro Awo Bab Baba Oko Nwa Chukwu Eze Ugo Ony Ibe Ani \
        Iwu Ama Agbo Omo Osa Ehi Iyo Abio Alao Oguns Oluwa Adeb Ife",
    endings: "yemi bayo wale kunle tunde seun bola niyi sanya sola leye toye yinka dele remi bisi femi tayo \
        moye deji jobi kemi lade buzor nkwo ma ka emeka ndu oha nna gwu chi kwe ogu la ro nuga wusi",
    slope: 1.5,
};

pub(super) const GHANAIAN: Texts = Texts {
    girls: "Abena Akosua Ama Adwoa Afia Akua Efua Esi Yaa Nana Maame Princess Gifty Grace Mercy Comfort \
        Abigail Priscilla Emmanuella Adjoa Akorfa Sena Dzifa Naa",
    boys: "Kwame Kofi Kwabena Kwaku Yaw Kwadwo Kwasi Nana Emmanuel Samuel Isaac Ebenezer Prince Kojo Ekow \
        Fiifi Papa Selorm Edem Nii Ato Jojo Kweku Akwasi",
    families: "Mensah Owusu Boateng Asante Osei Appiah Agyemang Addo Amoah Ansah Antwi Asamoah Acheampong \
        Adjei Amponsah Ampofo Annan Arthur Asiedu Awuah Badu Baffour Boakye Bonsu Danquah Darko Donkor \
        Duah Frimpong Gyamfi Gyasi Kusi Kyei Manu Nkrumah Nyarko Obeng Oduro Ofori Opoku Oppong Opare \
        Poku Quansah Quaye Sarpong Tetteh Twum Yeboah Kwarteng Lamptey Quartey",
    composed: 0.1,
    roots: "Aboag Adu Afri Agye Akua Ankra Apea Asar Ata Ayi Bred Dapaa Fos Kuma Nti Sak",
    endings: "ye yie ko po man h wo mah tey kye si pong",
    slope: 1.8,
};

pub(super) const SOMALI: Texts = Texts {
    girls: "Hodan Fadumo Amina Hamdi Ifrah Sagal Ayaan Nimco Hibo Ubah Khadra Sahra Ikraan Deqa Filsan Maryan \
        Zamzam Hanan Najma Muna Ladan Idil Halimo Asha Selam Senait Mehret Bethlehem Helen Semhar",
    boys: "Abdi Mohamed Abdirahman Abdullahi Ahmed Ali Hassan Liban Mahad Mustafe Yahya Zakariye Guled Bilal \
        Hamze Ismail Ayub Khalid Suleiman Warsame Farah Samatar Ayanle Yonis Dawit Yonas Filmon Robel \
        Natnael Abel",
    families: "Mohamed Ali Hassan Ahmed Abdi Yusuf Ibrahim Hussein Omar Farah Warsame Jama Abdullahi Osman \
        Adan Aden Elmi Nur Duale Egal Gedi Hersi Isse Jibril Mohamud Muse Nuur Roble Samatar Sharif \
        Shire Abukar Awale Barre Dirie Guled Haji Hirsi Kahin Liban Mire Salad Tesfay Haile Kidane \
        Ghebremariam Tekle Berhane Woldemichael Habtemariam Gebreselassie",
    composed: 0.12,
    roots: "Abdi Ghebre Tesfa Haile Wolde Berha Mohamed Nuur",
    endings: "rahman kariim salaam fatah casiis michael mariam selassie yesus rahim laahi weli",
    slope: 2.0,
};

pub(super) const CARIBBEAN: Texts = Texts {
    girls: "Aaliyah Kayla Shanice Tiana Nevaeh Imani Destiny Jada Amara Renée Chantelle Shanelle Tanisha \
        Keisha Latoya Monique Simone Nia Zaria Ebony Tia-Mae Naomi Ruth Beverley Marcia Sonia Shernette \
        Rihanna T'Keyah Aliyah Khadijah Anaïs",
    boys: "Jayden Kai Malachi Isaiah Elijah Micah Tyrell Tyrone Jermaine Leroy Marlon Delroy Errol Winston \
        Dwayne D'Andre Jerome Kymani Kyrie Omari Rashaan Rio Romello Rueben Shaquille Tre Zion Andre \
        Antoine Devonte Kemar Marcus Marvin",
    families: "Campbell Brown Williams Johnson Thomas James Francis Joseph Grant Clarke Henry Charles Lewis \
        Gordon Reid Morgan Samuels Bailey Blake Bennett Edwards Barrett Powell Walters Facey Sterling \
        Wilmot Dacosta Ffrench St_Hilaire Baptiste Jean-Baptiste Alleyne Braithwaite Greenidge Gittens \
        Blackman Cumberbatch Holder Headley Lashley Weekes Worrell Marshall Haynes Ramdin Persaud Singh \
        Mohammed Maharaj Ramsaran Ramkissoon Sinanan Octave Augustin Auguste Felix Fontenelle Hippolyte \
        Prospere St_Rose Bartholomew Christopher Cornelius Daley Dyer Ellis Forde Gayle McKenzie McFarlane \
        McIntosh Pinnock Pusey Rowe Salmon Simms Swaby Vassell",
    composed: 0.06,
    roots: "Bell Des Mon Bon Beau Val Cas Lar Fon Pier Mar",
    endings: "fleur rose champ tine ville court fort ier ond aire",
    slope: 1.7,
};
