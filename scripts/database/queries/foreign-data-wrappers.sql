SELECT 0, fdwowner, fdwacl::text, array_agg(oid)::text, array_agg(fdwname)::text
FROM pg_catalog.pg_foreign_data_wrapper
WHERE true
  -- restricted: oid
GROUP BY fdwowner, fdwacl
