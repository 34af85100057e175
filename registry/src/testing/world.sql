insert into local_authority (code, name, telephone, email) values
    ('E08000032', 'Bradford', '01632 960010', 'contactpoint@bradford.example.test'),
    ('E08000035', 'Leeds', '01632 960011', 'contactpoint@leeds.example.test');
insert into postcode_sector (sector, local_authority) values
    ('ZB1 4', 'E08000032'), ('ZL1 4', 'E08000035');
insert into organisation (id, name, kind, local_authority, telephone) values
    ('00000000-0000-0000-0000-000000000065', 'Airedale Children''s Health', 'health', 'E08000032', '01632 960020'),
    ('00000000-0000-0000-0000-000000000066', 'Moorside Primary School', 'school', 'E08000032', '01632 960021'),
    ('00000000-0000-0000-0000-000000000067', 'Bradford Council', 'local-authority', 'E08000032', '01632 960022');
insert into organisation_network (organisation, network)
    select id, '127.0.0.0/8' from organisation;
insert into team (id, organisation, name, telephone) values
    ('00000000-0000-0000-0000-0000000001f5', '00000000-0000-0000-0000-000000000065', 'North team', '01632 960030');
insert into service_type (code, name, universal, sensitive) values
    ('health-visiting', 'Health visiting', true, false),
    ('school-support', 'Support in school', false, false),
    ('wellbeing-clinic', 'Wellbeing clinic', false, true);
insert into service (id, organisation, service_type, name) values
    ('00000000-0000-0000-0000-0000000000c9', '00000000-0000-0000-0000-000000000065', 'health-visiting', 'Health visiting'),
    ('00000000-0000-0000-0000-0000000000ca', '00000000-0000-0000-0000-000000000066', 'school-support', 'Support in school'),
    ('00000000-0000-0000-0000-0000000000cb', '00000000-0000-0000-0000-000000000065', 'wellbeing-clinic', 'Wellbeing clinic');
insert into source (id, name, kind) values ('00000000-0000-0000-0000-000000000259', 'A register of the tests', 'health');
