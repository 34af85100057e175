//! Names of these islands.

use super::Texts;

pub(super) const ENGLISH: Texts = Texts {
    girls: "Olivia Amelia Isla Ava Lily Freya Ivy Florence Isabella Mia Poppy Evie Willow Elsie Grace \
        Sophia Rosie Ella Daisy Emily Harper Charlotte Phoebe Millie Matilda Sienna Evelyn Alice \
        Sophie Ruby Luna Maya Isabelle Aria Emilia Penelope Ada Chloe Jessica Bonnie Lottie Scarlett \
        Eliza Erin Imogen Lola Thea Layla Maisie Orla Aurora Robyn Nancy Darcie Eva Holly Molly \
        Violet Arabella Hallie Gracie Lucy Mabel Margot Ellie Zara Delilah Hannah Amber Beatrice \
        Elizabeth Bella Summer Lyla Rose Olive Edith Iris Annabelle Lara Eleanor Megan Abigail \
        Georgia Ottilie Heidi Amelie Esme Clara Zoë Chloë Lily-Mae Ellie-May Gracie-Mae Lilly \
        Isobel Martha Francesca Victoria Darcey Rebecca Lauren Katie Bethany Jasmine Leah Paige \
        Caitlin Courtney Shannon Kayleigh Keira Skye Faith Hope Neve Niamh Ayla Mila Nova Maeve \
        Sarah Rachel Anna Laura Amy Natasha Hollie Libby Tilly Harriet Lydia Naomi Esther Miriam \
        Jemima Ophelia Clementine Cordelia Saskia Tabitha Beatrix Philippa Rosalind Winifred \
        Dorothy Agnes Ettie Renée Chantelle Demi-Leigh Peaches Tallulah Ebony Gemma Stacey Kirsty",
    boys: "Oliver George Arthur Noah Leo Oscar Harry Archie Jack Henry Charlie Freddie Theodore Thomas \
        Finley Theo Alfie Jacob William Isaac Tommy Joshua James Lucas Alexander Arlo Roman Edward \
        Elijah Teddy Mason Harrison Max Albie Jaxon Sebastian Hugo Louie Reuben Benjamin Logan Ethan \
        Joseph Samuel Reggie Daniel Ezra Toby Jude Luca Adam Ralph Rory Frederick Albert Jasper \
        Louis Bobby Riley Stanley Hunter Ronnie Frankie Jackson David Rowan Nathan Dylan Felix \
        Michael Matthew Zachary Caleb Luke Sonny Harvey Blake Carter Chester Ellis Grayson Callum \
        Connor Jake Liam Ryan Tyler Bradley Kieran Jordan Aaron Robert Charles Christopher Andrew \
        Nicholas Jonathan Patrick Dominic Gabriel Rafferty Otis Rupert Barnaby Monty Wilfred Ernest \
        Cecil Walter Percy Edmund Gilbert Crispin Piers Giles Tarquin Ned Kit Kai Koby Tommy-Lee \
        John-Paul Alfie-James Zac Seb Brandon Corey Curtis Declan Elliot Elliott Eliot Ewan Gareth \
        Jayden Kayden Brayden Cameron Marcus Nathaniel Owen Spencer Stephen Steven Taylor Travis",
    families: "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans \
        Walker White Roberts Green Hall Wood Jackson Clarke Harris Clark Turner Hill Cooper Ward Moore \
        Morris Watson Harrison King Martin Baker Lee Parker Bennett Allen Cook Young Edwards Shaw \
        Carter Mitchell Richardson Bailey Collins Bell Phillips Cox Miller Marshall Webb Simpson \
        Adams Ellis Chapman Foster Mills Barnes Knight Palmer Powell Holmes Butler Rogers Stevens \
        Hunt Gibson Fisher Dixon Harvey Pearson Graham Fletcher Andrews Lawrence Saunders Cole West \
        Day Atkinson Barker Ford Elliott Brooks Lloyd Spencer Gray Mason Matthews Rose Dawson \
        Hughes Payne Jenkins Wells Hart Francis Armstrong Carr Reynolds Burton Grant Newman Porter \
        Pearce Hudson Hawkins Gardner Perry Bradley Stone Cross Lane Bishop Nicholls Burgess Hodgson \
        Barrett Booth Goodwin Nelson Sutton Woods Harding Reeves Osborne Stephenson Gregory Warren \
        Wheeler Yates Chambers Norris Frost Parsons Hewitt Tucker Page Banks Hammond Jennings Slater \
        Rowe Summers Whitehead Bird Pratt Cooke Curtis Read Reed Reid Rhodes Sharp Sharpe Dean \
        Doyle Fox Gilbert Hartley Holland Howard Johnston Kemp Leach Leigh Lambert Long Lowe Miles \
        Morton Nash Newton North Oliver Owens Patterson Peters Potter Preston Pritchard Randall Riley \
        Robson Rowley Sanders Savage Schofield Sheppard Short Sims Skinner Steele Stevenson Stokes \
        Sykes Tomlinson Townsend Tyler Vaughan Wade Waller Walton Waters Watkins Watts Webster Weston \
        Wilkins Wilkinson Willis Winter Wyatt Abbott Akroyd Appleyard Ashworth Barraclough Beaumont \
        Birtwistle Blackburn Bottomley Bradshaw Brearley Butterworth Clegg Clough Crabtree Crossley \
        Dearden Duckworth Earnshaw Eastwood Entwistle Fairhurst Fawcett Feather Firth Gaukroger \
        Greenhalgh Greenwood Hainsworth Haigh Hargreaves Heaton Hebblethwaite Higginbottom Hinchliffe \
        Holdsworth Horsfall Illingworth Jagger Kershaw Lumb Midgley Murgatroyd Oddy Openshaw Pickles \
        Priestley Ramsbottom Ramsden Rawnsley Rushworth Shackleton Stansfield Sunderland Sutcliffe \
        Threlfall Uttley Verity Wadsworth Whitaker Widdop Woodhead Beauchamp Featherstonehaugh \
        Cholmondeley Marjoribanks Mainwaring D'Arcy De_Souza St_John St_Clair Le_Fevre Van_Dyke",
    composed: 0.42,
    roots: "Ash Brad Hart Thorn Whit Black Brook Har Stan West Win Hol Lang Mar Mid Nor Pem Rad Red Row \
        Rush Sed Shel Shir Stock Stow Sud Sut Swin Thack Thor Til Tren Wad Wal War Wat Wel Wen Wet Whe \
        Wick Wil Wood Wor Ald Alder Amber Apple Arm As Ack Bag Bar Bass Bax Beck Bent Ber Bid Bing Bir \
        Blen Bol Booth Bos Bot Bow Box Bram Bran Bred Bren Brig Brom Brough Buck Bud Bul Burn Bur Cal \
        Can Car Cas Cat Chad Chat Chel Ches Chil Chis Clay Clif Clin Cob Col Com Col Cop Cor Cot Crom \
        Cros Cul Dal Dan Dar Den Der Dib Din Dod Don Dor Dray Dun Dur East Ed Eg El Ems En Ever Far \
        Faul Fen Fern Fil Flet Fos Fox Fram Fro Gar Gates Gil Glen God Gold Gor Gos Graf Gran Green Grim \
        Had Hag Hal Ham Han Hark Hath Hav Haw Hay Haz Heath Hel Hen Hes High Hing Hod Hop Horn Hors How \
        Hul Hun Hurl Ing Kel Ken Kes Ket Kil Kim Kin Kir Knap Lam Las Lath Led Leam Lin Lit Lock Lod \
        Long Lough Lud Lyn",
    endings: "ley ton ham worth field wood by stead well ford bourne combe hurst wick croft bridge gate \
        shaw dale man son more low cliffe den don er ing ington ingham erley erton wright smith ster \
        thwaite bottom royd house land side wall water way ward tree hill holm ridge mere cote brook \
        bank stone ett ard kin kins mond gold",
    slope: 1.9,
};

pub(super) const IRISH: Texts = Texts {
    girls: "Grace Fiadh Emily Sophie Éabha Amelia Ella Lucy Saoirse Róisín Aoife Caoimhe Ciara Niamh \
        Clodagh Orla Sinéad Siobhán Maeve Bridget Kathleen Mary Margaret Eileen Nora Gráinne Aisling \
        Aoibhinn Muireann Cara Bríd Deirdre Fionnuala Shauna Kelly Chantelle Rosie Mary-Kate Mary-Ann \
        Teresa Philomena Bernadette Nuala Oonagh Eimear Laoise Doireann Sadhbh Molly Winnie",
    boys: "Jack Noah James Rian Conor Cian Oisín Fionn Tadhg Darragh Patrick Seán Daniel Liam Finn \
        Michael Cillian Eoin Aidan Declan Brendan Niall Ciarán Donnacha Ruairí Pádraig Séamus Kieran \
        Dermot Eamon Cormac Diarmuid Colm Fergal Martin John Miley Johnny Tommy Hughie Paddy Barney \
        Simon-John Edward Bernard Gerard Francis Rory Ronan Oran",
    families: "Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor O'Neill Reilly Doyle McCarthy \
        Gallagher Doherty Kennedy Lynch Murray Quinn Moore McLoughlin O'Carroll Connolly Daly Connell \
        Wilson Dunne Brennan Burke Collins Campbell Clarke Johnston Hughes Farrell Fitzgerald Brown \
        Martin Maguire Nolan Flynn Thompson Callaghan O'Donnell Duffy O'Mahony Boyle Healy O'Shea White \
        Sweeney Hayes Kavanagh Power McGrath Moran Brady Stewart Casey Foley Fitzpatrick O'Leary McDonnell \
        MacMahon Donnelly Regan Donovan Burns Flanagan Mullan Barry Kane Robinson Cunningham Griffin \
        Kenny Sheehan Ward Whelan Lyons Reid Graham Higgins Cullen Keane King Maher McKenna Bell Scott \
        Hogan O'Keeffe Magee McNamara McDonald McDermott Molony O'Rourke Buckley O'Dwyer Joyce Delaney \
        Maughan Cash Connors Stokes Doran McDonagh Mongan Coffey Purcell Faulkner Ní_Bhriain Mac_Aodha",
    composed: 0.2,
    roots: "O'Hal O'Dris O'Flah O'Gor O'Hag O'Hear O'Ma O'Mal O'Mul O'Rior McAl McBrear McCaf McCann \
        McClos McCor McDer McEl McFar McGil McGin McGover McGuig McHal McIner McKeo McLough McMan \
        McNal McQuil McSor McTier Kil Gil Mul Dono Finne Hanra Lafer Gera Heffer Rafter Shaugh Tier Toul",
    endings: "ley loran coll erty man an ty ney han nan key ran nell gan ry non rick lan non vey aghan \
        ighan en ane in olly",
    slope: 1.9,
};

pub(super) const WELSH: Texts = Texts {
    girls: "Megan Seren Cadi Mali Ffion Carys Efa Nia Erin Alys Lowri Gwen Gwenllian Angharad Bethan \
        Catrin Cerys Eira Eleri Eluned Elin Heledd Lleucu Llinos Mared Martha Myfanwy Nel Non Rhiannon \
        Rhian Sioned Siân Siwan Tegan Anwen Branwen Buddug Celyn Delyth Gwyneth Haf Mair",
    boys: "Dylan Rhys Osian Macsen Owain Ifan Gethin Gruffydd Gareth Geraint Hywel Huw Ieuan Iestyn Ioan \
        Iolo Iwan Llewelyn Llywelyn Lewys Meurig Morgan Owen Rhodri Siôn Steffan Tomos Trystan Aled \
        Alun Bedwyr Bryn Caradog Cai Cynan Dafydd Deiniol Dewi Elis Emlyn Emyr Evan Idris Ithel",
    families: "Jones Davies Williams Evans Thomas Roberts Lewis Hughes Morgan Griffiths Edwards Owen James \
        Rees Price Morris Richards Lloyd Phillips Parry Harris Jenkins Powell John Watkins Bevan Howells \
        Rowlands Pritchard Llewellyn Lewellyn Bowen Vaughan Gwynne Probert Pugh Prosser Beynon Humphreys Tudor \
        Meredith Ellis Gittins Mathias Gwilym ap_Dafydd ap_Rhys Cadwaladr Glyn Penry Trahearn Yorath",
    composed: 0.0,
    roots: "",
    endings: "",
    slope: 2.0,
};

pub(super) const SCOTTISH: Texts = Texts {
    girls: "Isla Eilidh Freya Skye Catriona Mairi Morag Fiona Iona Kirsty Ailsa Mhairi Heather Isobel \
        Shona Lorna Rowan Elspeth Effie Islay Orla Fern Ishbel Seonaid Una Jean Agnes Senga Flora",
    boys: "Finlay Callum Hamish Angus Fergus Lachlan Rory Duncan Ewan Euan Fraser Gregor Iain Innes \
        Keir Kenneth Malcolm Murdo Murray Ramsay Ross Struan Alasdair Alistair Archibald Bruce Cameron \
        Craig Douglas Dougal Gavin Graeme Logan Magnus Ruaridh Tavish",
    families: "Smith Brown Wilson Robertson Thomson Campbell Stewart Anderson Scott Reid Murray Taylor \
        Clark Ross Watson Morrison Paterson Young Mitchell Walker Fraser Miller McDonald Gray Henderson \
        Hamilton Johnston Duncan Graham Ferguson Kerr Davidson Bell Cameron Hunter Kelly Grant MacKenzie \
        Mackay MacLeod Simpson MacDonald Allan Marshall McLean Wallace Gibson Kennedy Gordon Sutherland \
        Buchanan Burns Sinclair Munro McIntosh McIntyre Dunbar Drummond Cunningham Farquharson Urquhart \
        Colquhoun Menzies Dalziel Auchterlonie Strachan Balfour Abercrombie Carruthers Kirkpatrick",
    composed: 0.1,
    roots: "MacAl MacAr MacCal MacCor MacDou MacEa MacFar MacGil MacGre MacIn MacKel MacLach MacMil MacNau \
        MacPher MacQuar MacRae MacTag MacVi",
    endings: "lister thur lum mick gall chern lane livray gor tosh vie lan ghton son rie gart car",
    slope: 1.9,
};

/// What people of a forename are also called.
pub(super) const NICKNAMES: &[(&str, &str)] = &[
    ("Abigail", "Abbie"),
    ("Alexander", "Alex"),
    ("Alexander", "Sandy"),
    ("Alfie", "Alf"),
    ("Amelia", "Millie"),
    ("Andrew", "Andy"),
    ("Anna", "Annie"),
    ("Archie", "Arch"),
    ("Arabella", "Bella"),
    ("Arthur", "Art"),
    ("Beatrice", "Bea"),
    ("Benjamin", "Ben"),
    ("Bethany", "Beth"),
    ("Bridget", "Biddy"),
    ("Caitlin", "Cait"),
    ("Cameron", "Cam"),
    ("Charles", "Charlie"),
    ("Charlotte", "Lottie"),
    ("Charlotte", "Charlie"),
    ("Christopher", "Chris"),
    ("Christopher", "Kit"),
    ("Clementine", "Clemmie"),
    ("Daniel", "Danny"),
    ("David", "Dave"),
    ("Dominic", "Dom"),
    ("Dorothy", "Dot"),
    ("Edward", "Ted"),
    ("Edward", "Ned"),
    ("Edward", "Eddie"),
    ("Eleanor", "Nell"),
    ("Eleanor", "Ellie"),
    ("Elijah", "Eli"),
    ("Elizabeth", "Beth"),
    ("Elizabeth", "Lizzie"),
    ("Elizabeth", "Betty"),
    ("Emily", "Em"),
    ("Emilia", "Millie"),
    ("Evelyn", "Evie"),
    ("Florence", "Flo"),
    ("Florence", "Florrie"),
    ("Francesca", "Frankie"),
    ("Francis", "Frank"),
    ("Frederick", "Freddie"),
    ("Gabriel", "Gabe"),
    ("Georgia", "Georgie"),
    ("Grace", "Gracie"),
    ("Hannah", "Han"),
    ("Harriet", "Hattie"),
    ("Harrison", "Harry"),
    ("Henry", "Harry"),
    ("Imogen", "Immy"),
    ("Isabella", "Izzy"),
    ("Isabella", "Bella"),
    ("Isabelle", "Izzy"),
    ("Jacob", "Jake"),
    ("James", "Jamie"),
    ("James", "Jim"),
    ("Jasmine", "Jas"),
    ("Jessica", "Jess"),
    ("Jonathan", "Jonny"),
    ("Joseph", "Joe"),
    ("Joshua", "Josh"),
    ("Kathleen", "Kath"),
    ("Kieran", "Kier"),
    ("Leonard", "Len"),
    ("Lily", "Lil"),
    ("Margaret", "Peggy"),
    ("Margaret", "Maggie"),
    ("Martha", "Mattie"),
    ("Mary", "Molly"),
    ("Matilda", "Tilly"),
    ("Matthew", "Matt"),
    ("Megan", "Meg"),
    ("Michael", "Mick"),
    ("Michael", "Mikey"),
    ("Mohammed", "Mo"),
    ("Muhammad", "Mo"),
    ("Mohammad", "Mo"),
    ("Natasha", "Tasha"),
    ("Nathaniel", "Nat"),
    ("Nicholas", "Nick"),
    ("Oliver", "Ollie"),
    ("Olivia", "Liv"),
    ("Patrick", "Paddy"),
    ("Penelope", "Penny"),
    ("Philippa", "Pip"),
    ("Phoebe", "Fifi"),
    ("Rebecca", "Becky"),
    ("Robert", "Bob"),
    ("Robert", "Robbie"),
    ("Rosie", "Ro"),
    ("Samuel", "Sam"),
    ("Sarah", "Sally"),
    ("Sebastian", "Seb"),
    ("Sophia", "Sophie"),
    ("Stanley", "Stan"),
    ("Stephen", "Steve"),
    ("Tabitha", "Tabby"),
    ("Thaddeus", "Tad"),
    ("Theodore", "Theo"),
    ("Theodore", "Teddy"),
    ("Thomas", "Tom"),
    ("Thomas", "Tommy"),
    ("Victoria", "Vicky"),
    ("Wilfred", "Wilf"),
    ("William", "Will"),
    ("William", "Billy"),
    ("William", "Liam"),
    ("Winifred", "Winnie"),
    ("Zachary", "Zac"),
    ("Katarzyna", "Kasia"),
    ("Małgorzata", "Gosia"),
    ("Aleksandra", "Ola"),
    ("Joanna", "Asia"),
    ("Tomasz", "Tomek"),
    ("Piotr", "Piotrek"),
    ("Jakub", "Kuba"),
    ("Stanisław", "Staszek"),
];
