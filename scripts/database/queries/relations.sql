-- One row for all relations of a schema that have the same kind, owner and ACL: ten thousand tables are a few
-- hundred rows, and each ACL is printed once. Lists are as arrays print. 16384 is the first OID that is not
-- PostgreSQL's own.
SELECT
  relnamespace,
  relowner,
  relacl::text,
  array_agg(oid)::text,
  array_agg(relname)::text,
  relkind
FROM pg_catalog.pg_class
WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  -- restricted: oid
GROUP BY relnamespace, relkind, relowner, relacl
