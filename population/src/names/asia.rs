//! Names from Asia and the Arab world.

use super::Texts;

pub(super) const ARABIC: Texts = Texts {
    girls: "Fatima Mariam Layla Noor Aisha Zainab Sara Yasmin Amira Salma Hana Lina Rania Dina Huda Nadia \
        Leila Samira Farah Jana Malak Rim Rana Hala Maha Nawal Safaa Ghada Israa Shahd Tala Joud Ruqayyah \
        Khadija Sumaya Asma Hafsa",
    boys: "Mohamed Ahmed Yusuf Omar Ali Ibrahim Hassan Hussein Khalid Abdullah Abdulrahman Mahmoud Mustafa \
        Karim Tariq Zaid Bilal Hamza Anas Adam Rayan Yassin Ilyas Ismail Samir Walid Nabil Faisal Jamal \
        Majid Saad Sami Ziad Youssef Amine Ayoub Mehdi",
    families: "Ahmed Mohamed Ali Hassan Ibrahim Al-Masri El-Sayed Al-Hussain Hussein Mahmoud Abdullah Saleh \
        Khalil Nasser Mansour Al-Jabouri Al-Dulaimi Al-Saadi Al-Rashid Al-Ghamdi Haddad Khoury Nassar \
        Aziz Salem Saeed Osman Al-Tikriti Al-Obaidi El-Amin El-Fassi Benali Bensaid Benmoussa Bouzid \
        Bouazizi Belkacem Chaoui Idrissi Alaoui Tazi Berrada Zerhouni Kassab Shaheen Darwish Barakat \
        Najjar Sabbagh Halabi Hamdan Hariri Jaber Kanaan Maalouf Abboud Abu-Zaid Abdel_Rahman Bin_Saleh",
    composed: 0.3,
    roots: "Al-Ba Al-Fa Al-Ha Al-Ja Al-Ka Al-Ma Al-Na Al-Qa Al-Ra Al-Sa Al-Sha Al-Ta Al-Wa Al-Za El-Ba \
        El-Ha El-Ka El-Ma El-Sha Ben-Ha Ben-Sa Bou-Ka",
    endings: "dri hiri jali kri lami mdani naimi qasi rimi saidi tani wari yati zawi bbas ddad kki msi rdi shimi",
    slope: 1.8,
};

pub(super) const PAKISTANI: Texts = Texts {
    girls: "Aisha Fatima Maryam Zainab Khadija Hafsa Aaliyah Zara Amina Inaaya Safa Sumayyah Haniya Noor \
        Eesha Hira Iqra Alisha Anaya Ayesha Maira Mahnoor Rabia Saima Sadia Sana Saba Samina Shazia \
        Nazia Nabila Farzana Rukhsana Shabana Bushra Tahira Uzma Zubaida Kulsoom Mehwish Areeba Aleena \
        Zoya Minahil Halima Ruqaiya",
    boys: "Mohammed Muhammad Mohammad Ibrahim Yusuf Ali Hamza Zayn Adam Ayaan Hassan Haris Bilal Umar Usman \
        Abdullah Ahmed Amaan Rayyan Musa Isa Ismail Eesa Zakariya Zain Faizan Imran Adeel Aamir Asif \
        Naeem Nadeem Shahid Shoaib Tariq Waqas Wasim Yasir Zahid Zeeshan Qasim Rizwan Saqib Sajid \
        Kashif Junaid Danyal Arham Subhan Muhammed",
    families: "Khan Hussain Ahmed Ali Mahmood Akhtar Iqbal Begum Bibi Malik Shah Mohammed Hussein Butt Chaudhry \
        Mirza Sheikh Qureshi Rashid Raza Saleem Akram Anwar Arshad Ashraf Aslam Aziz Bashir Farooq \
        Ghafoor Hanif Haq Hassan Hayat Ilyas Ishaq Ismail Jabeen Jamil Javed Kauser Khaliq Khatoon \
        Khalid Latif Majid Mehmood Miah Mir Mughal Mumtaz Munir Mushtaq Nawaz Nazir Niazi Parveen Qadir \
        Rafiq Rahman Raja Ramzan Rehman Riaz Sabir Sadiq Saeed Sarwar Shabir Shafiq Shaheen Shahzad \
        Sharif Siddiqui Sultan Tabassum Tariq Ul-Haq Ur-Rehman Waheed Yaqoob Yasin Younis Yousaf \
        Zaman Zafar Zubair Choudhury Gondal Kiani Lodhi Minhas Abbasi Afridi Awan Bhatti Dar Durrani",
    composed: 0.1,
    roots: "Abdul- Ghulam- Habib- Karam- Noor- Sher- Mir- Gul- Nasr- Fazal- Inam- Ehsan- Zia- Sana-",
    endings: "Rehman Haq Karim Nabi Rasool Hussain Zaman Aziz Ullah Khan Din Ali Shah Mohi-ud-Din",
    slope: 2.1,
};

pub(super) const BANGLADESHI: Texts = Texts {
    girls: "Aisha Fatima Maryam Tahmina Nusrat Sadia Sumaiya Tasnim Jannat Nabila Farhana Fahmida Rumana \
        Shirin Taslima Sultana Rokeya Nasrin Anika Labiba Maliha Raisa Zarin Ishrat Mahira Safiya Amirah \
        Khadijah Ruqayya Afsana",
    boys: "Mohammed Muhammad Md Abdul Yusuf Ibrahim Tahmid Rahim Karim Shahin Tanvir Imran Mahfuz Rafiq \
        Saiful Shafiq Nazrul Mizanur Habibur Rezaul Tareq Zahid Nahid Fahim Ayaan Zayan Rayhan Arif \
        Kamrul Anwar",
    families: "Begum Ahmed Miah Ali Uddin Khatun Rahman Islam Hussain Khan Choudhury Hoque Alam Akther Bibi \
        Hossain Kabir Chowdhury Khanam Sultana Haque Akhtar Ullah Karim Malik Rashid Talukdar Mia Sarkar \
        Sikder Bhuiyan Mollah Biswas Munshi Howlader Majumder Patwary Quddus Syed Aziz Latif Motin Rob",
    composed: 0.12,
    roots: "Nur Mah Sham Jal Kam Nas Nizam Rafi Saif Sir Taj Zia Bash Giyas Hab",
    endings: "-Uddin ul-Islam ur-Rahman ul-Alam ul-Haque ullah ul-Hossain",
    slope: 2.1,
};

pub(super) const HINDU: Texts = Texts {
    girls: "Aanya Diya Anika Saanvi Aaradhya Isha Riya Priya Meera Kavya Pooja Nisha Neha Shreya Ananya \
        Aditi Avni Myra Kiara Tara Radha Sita Lakshmi Gita Anjali Bhavna Deepa Hetal Jaya Kajal Komal \
        Mansi Nidhi Pallavi Rekha Rupal Sejal Shivani Sonal Swati Urvi Vaishali",
    boys: "Aarav Vihaan Arjun Rohan Krish Dev Aryan Ishaan Reyansh Vivaan Advik Kabir Rahul Nikhil Amit \
        Anand Ashok Bhavesh Chirag Dhruv Dipesh Gaurav Hitesh Jay Jignesh Karan Kunal Manish Mihir Naman \
        Neel Pranav Raj Rakesh Ravi Rishi Sachin Sanjay Shyam Suresh Vijay Vikram Vishal Yash",
    families: "Patel Shah Sharma Kumar Mistry Desai Mehta Joshi Gupta Chauhan Parmar Solanki Thakkar Trivedi \
        Pandya Rana Rao Reddy Nair Iyer Verma Agarwal Bhatt Chopra Kapoor Malhotra Khanna Bhatia Arora \
        Sethi Mehra Tandon Varma Mishra Pandey Tiwari Yadav Jain Lakhani Popat Raja Ruparelia Sodha Tailor \
        Vaghela Vora Vyas Zala Amin Bhagat Chavda Dave Gandhi Gohil Hirani Jadeja Kotecha Limbachia Makwana \
        Naik Panchal Rathod Sanghvi Upadhyay Das Ghosh Banerjee Mukherjee Chatterjee Bose Sen Dutta Roy \
        D'Souza Fernandes D'Silva Pereira Kulkarni Patil Deshmukh Jadhav",
    composed: 0.12,
    roots: "Bhan Chan Das Gand Hari Jai Kal Laks Maha Nar Pra Raj Ram San Shan Sri Sub Tri Ven Vish",
    endings: "dari wani pura nani vala kar gadia jani shekar dev lal nath prasad raju maniam want",
    slope: 2.0,
};

pub(super) const SIKH: Texts = Texts {
    girls: "Simran Jasleen Harleen Gurleen Manpreet Harpreet Jasmeet Navneet Kiran Kirandeep Sukhpreet \
        Amandeep Ravneet Anaya Ayva Jaya Sehaj Asees Mehar Japji Kavleen Rajvir Gurpreet Parveen Ravinder \
        Tejinder Baljit Surinder Balwinder Harjit",
    boys: "Arjan Gurpreet Harpreet Jaspreet Manpreet Sukhdeep Amrit Karan Jagdeep Kulvir Ranjit Harjit \
        Baljit Gurdeep Manveer Sahib Fateh Zorawar Ajeet Jovan Kabir Rajan Tejveer Satnam Balbir Davinder \
        Jaswinder Parminder Gurnam Harbhajan",
    families: "Singh Kaur Gill Dhillon Sandhu Sidhu Grewal Bains Dhaliwal Sahota Johal Uppal Virk Atwal Bassi \
        Bhogal Chahal Cheema Deol Dosanjh Gakhal Hayer Hundal Jhutti Kang Khangura Kooner Lally Mann Matharu \
        Nagra Nijjar Panesar Purewal Randhawa Rai Sangha Sanghera Sehmi Sohal Sondh Takhar Thandi Toor Birdi",
    composed: 0.0,
    roots: "",
    endings: "",
    slope: 2.2,
};

pub(super) const TAMIL: Texts = Texts {
    girls: "Abinaya Akshaya Anjana Dharshini Harini Janani Kavitha Lakshana Madhumitha Nandhini Nila \
        Pavithra Priyanka Ramya Sahana Shalini Sinthuja Sowmya Thulasi Tharani Vaishnavi Varshini Yalini \
        Aparna Lekshmi Anju Bindu Sreeja Treesa Aleena",
    boys: "Aathavan Abishek Akshayan Dinesh Gokul Harish Jathushan Karthik Kavin Kishan Lavan Nirujan Pranav \
        Prasanna Ragavan Sanjeev Sathish Senthil Sharan Thushan Vignesh Vithusan Yathavan Arun Jithin \
        Sijo Bibin Shaji Anoop Vimal",
    families: "Kumar Selvarajah Sivakumar Rajah Nadarajah Thomas Mathew George Varghese Joseph Antony Jacob \
        Kurian Philip Pillai Menon Nair Krishnan Raman Subramaniam Balasubramaniam",
    composed: 0.7,
    roots: "Siva Raja Nada Selva Gana Maha Para Bala Rama Krishna Chandra Jeya Kuga Loga Mano Nava Pathma \
        Puva Ravi Saba Santha Sathya Shanmuga Sri Theva Thiru Uthaya Vija Viswa Yoga Arul Kana Kanda \
        Kathir Kula Mathi Muru Nara",
    endings: "rajah nathan kumar lingam segaram moorthy ratnam singam pillai karan nanthan palan sundaram \
        velu ruban rasa thasan samy mani vel waran gesan",
    slope: 1.6,
};

pub(super) const CHINESE: Texts = Texts {
    girls: "Emily Grace Chloe Mei Xin_Yi Wing_Yan Hoi_Ching Yuet Jia_Yi Zi_Han Yi_Nuo Ka_Yan Sum_Yi Tsz_Ching \
        Ying Li Na Fang Jing Yan Xue Hui Lan Ming_Zhu Joyce Hailey Jasmine Vivian Yoyo Cherry Xiaoling",
    boys: "Ethan Jayden Ryan Jun Wei Hao Ho_Yin Chun_Hei Tsz_Hin Lok_Yin Ka_Ho Zi_Xuan Yi_Chen Hao_Yu Kai Ming \
        Jian Lei Qiang Bo Feng Long Anson Marcus Hayden Jasper Aiden Kelvin Wing_Kin Man_Ho",
    families: "Wong Chan Li Chen Lee Wang Zhang Liu Cheung Lam Ng Ho Leung Lau Tang Yang Lin Huang Chow Zhao \
        Wu Xu Cheng Yeung Kwok Yip Tsang Fung Yu Tam Chu Cheuk Lo Mak So Poon Kwan Tse Siu Law Hui Lai \
        Luo Ma Sun Zhou Zhu He Guo Gao Liang Zheng Xie Song Tan Deng Han Feng Cao Peng Zeng Xiao Tian Dong",
    composed: 0.05,
    roots: "Ou Si Shang Zhu Huang Tai Mu",
    endings: "yang ma guan ge fu shi rong",
    slope: 1.8,
};

pub(super) const VIETNAMESE: Texts = Texts {
    girls: "Linh Anh Thảo Trang Hương Lan Mai Ngọc Phương Quỳnh Thu Thuỷ Trinh Uyên Vy Yến Hoa Hồng Kim \
        My Nhung Tuyết Emily Sophie",
    boys: "Minh Anh Đức Hùng Khang Long Nam Phong Quân Sơn Tuấn Việt Bảo Dũng Duy Hải Hiếu Huy Khoa Kiên \
        Lâm Tú Kevin Andy",
    families: "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Nguyễn Trần Lê Phạm \
        Đặng Bùi Đỗ Ngô Dương",
    composed: 0.0,
    roots: "",
    endings: "",
    slope: 2.2,
};
