insert into "Texts".page (title, body) values ('The quick fox', 'jumps'), ('Over', null)
