SELECT
  ARRAY[nspname]::text AS path,
  nspowner AS owner,
  nspacl::text AS acl,
  oid,
  nspname AS name
FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
