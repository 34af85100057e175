//! Names from the European mainland, Jewish and Turkish names.

use super::Texts;

pub(super) const JEWISH: Texts = Texts {
    girls: "Leah Rachel Sarah Chaya Esther Miriam Rivka Chana Devorah Naomi Talia Tamar Shira Hannah \
        Abigail Yael Noa Maya Eliana Batsheva Malka Bracha Gittel Shoshana Ruth Judith Chava Faige \
        Hindy Zelda Raizel Perel Yehudis Ariella Adina",
    boys: "Moshe Chaim Yosef Avraham David Shmuel Yaakov Joshua Samuel Benjamin Daniel Noah Joseph \
        Menachem Mordechai Levi Yitzchok Eli Ezra Asher Ari Aaron Jacob Nathan Saul Solomon Zev Dov \
        Hershel Mendel Shlomo Yehuda Yisroel Naftali Pinchas Gavriel",
    families: "Cohen Levy Goldberg Goldstein Friedman Katz Kaplan Klein Rosenberg Rosen Shapiro Schwartz \
        Stern Grossman Weiss Feldman Greenberg Gross Hirsch Horowitz Adler Berger Bernstein Blum Braun \
        Davidson Eisenberg Englander Epstein Fischer Fried Frankel Gluck Grunfeld Halpern Herzog Isaacs \
        Jacobs Joseph Levine Lipschitz Marks Meyer Moses Myers Pollack Rabinowitz Reich Roth Rubin Sacks \
        Salomon Samuels Schlesinger Solomons Spitzer Steinberg Weinberg Weisz Wolfson Zimmerman",
    composed: 0.25,
    roots: "Gold Silber Rosen Grun Gruen Wein Stein Eisen Feigen Blumen Lieber Lilien Mandel Perl Spiel \
        Tannen Teitel Weiss Wasser Zucker Birn Diamant Edel Ehren Finkel Kirschen Licht Loewen Morgen",
    endings: "berg stein man baum feld thal blatt garten zweig stock wald mann blum heim",
    slope: 1.7,
};

pub(super) const POLISH: Texts = Texts {
    girls: "Zuzanna Julia Zofia Maja Hanna Lena Alicja Maria Amelia Oliwia Aleksandra Wiktoria Natalia \
        Emilia Antonina Laura Nikola Pola Iga Gabriela Kornelia Marcelina Michalina Nadia Martyna \
        Katarzyna Małgorzata Agnieszka Joanna Magdalena Karolina Weronika Dominika Patrycja Paulina \
        Kinga Łucja Jagoda Bogna Elżbieta Grażyna Beata Żaneta",
    boys: "Antoni Jakub Jan Szymon Aleksander Franciszek Filip Mikołaj Wojciech Kacper Adam Michał Marcel \
        Stanisław Wiktor Piotr Nikodem Igor Leon Ignacy Tymon Oskar Oliwier Dawid Maksymilian Dominik \
        Kamil Patryk Mateusz Bartosz Hubert Łukasz Krzysztof Paweł Tomasz Grzegorz Zbigniew Władysław \
        Sławomir Rafał Radosław Przemysław Marek Maciej Kazimierz",
    families: "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak \
        Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski \
        Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski \
        Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak \
        Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski \
        Marciniak Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski Borkowski \
        Sokołowski Szczepański Sawicki Kucharski Lis Maciejewski Kubiak Kalinowski Mazurek Wysocki \
        Kołodziej Kaźmierczak Czarnecki Konieczny Urban Głowacki Sobczak Krupa Wasilewski Krajewski",
    composed: 0.3,
    roots: "Brzez Bogd Choj Cich Czarn Dębs Dobr Drozd Gaj Gąsior Głog Grab Jarząb Jesion Kalin Karp Klim \
        Kocioł Koz Kruk Leszcz Lip Łuk Mal Mroz Niedźwied Olch Ost Pok Przyby Racz Rud Ryb Sarn Skrzyp \
        Sos Star Such Szcz Świd Trz Wierzb Wil Wrzes Zab Zdr Żur Żyt",
    endings: "owski ewski icki iński ański ecki owicz ewicz czyk ak ek iak niak ik orz as ala uk",
    slope: 1.9,
};

pub(super) const ROMANIAN: Texts = Texts {
    girls: "Maria Andreea Ioana Elena Alexandra Sofia Antonia Ana Daria Ștefania Gabriela Mihaela Cristina \
        Denisa Bianca Larisa Raluca Roxana Simona Teodora Anastasia Eva Ilinca Iulia Ecaterina Florentina \
        Luminița Mălina Nicoleta Patricia Rebeca Sara Crina Narcisa Esmeralda Armina",
    boys: "Andrei David Matei Ștefan Luca Alexandru Gabriel Ioan Mihai Ionuț Cristian Constantin Darius \
        Denis Eduard Florin George Iulian Liviu Marian Marius Nicolae Ovidiu Paul Petru Răzvan Robert \
        Sebastian Tudor Vasile Victor Vlad Cătălin Cosmin Costel Dragoș Dumitru Gheorghe Horia Sorin Viorel",
    families: "Popescu Ionescu Popa Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Constantin Marin Rusu \
        Florea Tudor Dobre Ilie Dinu Mihai Munteanu Lazăr Diaconu Nistor Manole Sandu Barbu Moldovan \
        Vasile Lupu Neagu Ene Toma Ungureanu Preda Voicu Stanciu Cojocaru Coman Anghel Dragomir Oprea \
        Badea Petrescu Roman Mocanu Serban Nica Nedelcu Iancu Grigore Bratu Olteanu Avram Suciu Enache",
    composed: 0.35,
    roots: "Albu Anton Baci Bălan Bog Bucur Căl Cern Chiri Cior Con Cost Cris Dan Dediu Drag Dumitr Fil \
        Flor Gav Geor Grig Ign Ion Lup Mane Mari Mihăil Mir Mold Neg Nicol Olar Pan Pav Petr Rad Sim \
        Stoi Șerb Tănas Teod Tom Vas Vlăd Voin Zah",
    endings: "escu eanu ariu oiu aru ea ache așcu ovici an ici ița oru",
    slope: 1.8,
};

pub(super) const IBERIAN: Texts = Texts {
    girls: "Maria Sofia Leonor Matilde Carolina Beatriz Mariana Inês Ana Lara Clara Margarida Luana \
        Bianca Letícia Valentina Lucía Martina Paula Julia Daniela Alba Carmen Sara Isabel Camila \
        Valeria Mía Ximena Renata Conceição Fátima Nadir Iara Thaís",
    boys: "Francisco João Afonso Tomás Duarte Lourenço Santiago Martim Miguel Rodrigo Gonçalo Gabriel \
        Pedro José António Tiago Diego Mateo Hugo Álvaro Daniel Pablo Alejandro Javier Sergio Luis \
        Carlos Enzo Thiago Kauã Caio Davi Arthur Nélson Edmilson",
    families: "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Fernandes Gonçalves \
        Gomes Lopes Marques Alves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia Mendes Nunes \
        Soares Vieira Monteiro Cardoso Rocha Neves Coelho Cruz Cunha Pires Ramos Reis Simões Antunes \
        Matos Fonseca Garcia García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín \
        Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez \
        Vázquez Gil Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Núñez da_Silva \
        dos_Santos de_Souza de_Oliveira da_Costa",
    composed: 0.0,
    roots: "",
    endings: "",
    slope: 1.7,
};

pub(super) const TURKISH: Texts = Texts {
    girls: "Zeynep Elif Defne Ela Azra Eylül Asel Nehir Ecrin Meryem Hiranur Miray Zümra Asya Duru \
        Ayşe Fatma Emine Hatice Merve Büşra Gülşen Gülay Selin Ceren İrem Esra Derya Dilara Özlem \
        Şeyma Çiğdem Nurgül Berfin Rojda Zilan Helin",
    boys: "Yusuf Alparslan Göktuğ Ömer Eymen Miraç Kerem Ali Mehmet Mustafa Ahmet Hasan Hüseyin İbrahim \
        Emre Burak Can Cem Deniz Efe Ege Enes Furkan Kaan Kemal Murat Oğuz Onur Orhan Ozan Serkan \
        Sinan Tolga Uğur Umut Yiğit Baran Rojhat Azad Çağlar",
    families: "Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan \
        Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Yavuz Can Acar Şen Güler Yalçın \
        Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş \
        Aksoy Uçar Uzun Akın Duman Ekinci",
    composed: 0.3,
    roots: "Ak Al Alt Ay Bal Baş Bay Bil Bol Boz Cöm Dağ Dal Demir Der Dur Er Gök Gün Gür Kal Kara Kır Kızıl \
        Kor Öz Pek Sal Say Ser Soy Taş Tok Tun Yaz Yeni Yol",
    endings: "türk maz oğlu kaya demir bulut doğan tepe soy baş han kan gün er gül can ay sel kurt tekin taş",
    slope: 1.7,
};
