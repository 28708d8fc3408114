-- The ACLs with which extensions made their objects, where these are not the built-in ones.
SELECT
  (SELECT relname FROM pg_catalog.pg_class WHERE oid = classoid),
  objoid,
  objsubid,
  initprivs::text
FROM pg_catalog.pg_init_privs
WHERE privtype = 'e'
  -- restricted: objoid
