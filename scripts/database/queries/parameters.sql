-- From 15 on. They belong to nobody; their ACLs are written as if to the bootstrap superuser.
SELECT 0, 10, paracl::text, array_agg(oid)::text, array_agg(parname)::text
FROM pg_catalog.pg_parameter_acl
WHERE true
  -- restricted: oid
GROUP BY paracl
