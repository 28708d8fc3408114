-- With those that PostgreSQL brings along. In no schema.
SELECT 0, lanowner, lanacl::text, array_agg(oid)::text, array_agg(lanname)::text
FROM pg_catalog.pg_language
WHERE true
  -- restricted: oid
GROUP BY lanowner, lanacl
