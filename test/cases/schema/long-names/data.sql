insert into "Sяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя"."tжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжж" ("number語語語語語語語語語語語語語語語語語語語", "parentxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") values (1, 1)
