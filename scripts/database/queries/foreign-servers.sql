SELECT 0, srvowner, srvacl::text, array_agg(oid)::text, array_agg(srvname)::text
FROM pg_catalog.pg_foreign_server
WHERE true
  -- restricted: oid
GROUP BY srvowner, srvacl
