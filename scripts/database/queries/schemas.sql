SELECT
  oid,
  nspname AS name,
  nspowner AS owner,
  nspacl::text AS acl
FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
