SELECT defaclrole, defaclnamespace, defaclobjtype, defaclacl::text
FROM pg_catalog.pg_default_acl
