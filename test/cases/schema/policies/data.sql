insert into "HR".t (id, parent, title) values (1, 1, 'one'), (2, 1, 'two')
