-- Of relations (0) and their columns. 16384 is the first OID that is not PostgreSQL's own.
SELECT objoid, objsubid, description
FROM pg_catalog.pg_description
WHERE classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND objoid >= 16384
