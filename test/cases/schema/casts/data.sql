insert into "HR".t values (1, 5, '2020-02-03', '{1,2}', '{a}', 7, true, '[1, 2]', gen_random_uuid(), 'x', '"2021-01-01"'), (2, null, null, null, null, null, null, null, null, null, null)
