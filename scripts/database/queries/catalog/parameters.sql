-- From 15 on. All databases of the cluster share them, so that each line has the roles that it is about.
SELECT
  array_remove(ARRAY[grantee.rolname, grantor.rolname], NULL)::text AS roles,
  concat_ws(
    ' ',
    'parameter', quote_ident(p.parname), entry.privilege_type,
    'to', coalesce(quote_ident(grantee.rolname), 'PUBLIC'),
    'by', quote_ident(grantor.rolname),
    CASE WHEN entry.is_grantable THEN 'grantable' END
  ) AS line
FROM pg_catalog.pg_parameter_acl p
CROSS JOIN LATERAL aclexplode(p.paracl) AS entry
LEFT JOIN pg_catalog.pg_roles grantee ON grantee.oid = entry.grantee
LEFT JOIN pg_catalog.pg_roles grantor ON grantor.oid = entry.grantor
