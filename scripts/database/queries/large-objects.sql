-- Their OID is their name.
SELECT 0, lomowner, lomacl::text, array_agg(oid)::text, array_agg(oid)::text
FROM pg_catalog.pg_largeobject_metadata
WHERE true
  -- restricted: oid
GROUP BY lomowner, lomacl
