insert into "HR".tree values (1, 1, 'root'), (2, 1, 'leaf'), (3, null, 'other');
insert into "HR".part values (1, 1, null), (1, 2, 1), (2, 1, 1); insert into "HR".plain (code) values ('a'), ('b')
