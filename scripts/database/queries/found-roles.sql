-- Which of the roles exist, and as what.
SELECT
  rolname AS name,
  rolcanlogin AS login,
  rolinherit AS inherit,
  rolconnlimit AS connection_limit,
  nullif(
    concat_ws(
      ', ',
      CASE WHEN rolsuper THEN 'SUPERUSER' END,
      CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
      CASE WHEN rolcreatedb THEN 'CREATEDB' END,
      CASE WHEN rolreplication THEN 'REPLICATION' END,
      CASE WHEN rolbypassrls THEN 'BYPASSRLS' END
    ),
    ''
  ) AS powers
FROM pg_catalog.pg_roles
WHERE rolname IN ('the roles')
