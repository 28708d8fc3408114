insert into "HR".t (a) values (1), (2), (3), (4); select nextval('"HR".q')
