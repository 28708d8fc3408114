-- Functions, procedures, aggregates and window functions, grouped as in relations.sql. Their argument types are
-- those by which GRANT ... ON ROUTINE knows them: without the procedures' OUT.
SELECT
  pronamespace,
  proowner,
  proacl::text,
  array_agg(oid)::text,
  array_agg(proname)::text,
  array_agg(oidvectortypes(proargtypes))::text
FROM pg_catalog.pg_proc
WHERE oid >= 16384
  -- restricted: oid
GROUP BY pronamespace, proowner, proacl
