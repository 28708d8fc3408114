-- What is granted on what all databases of the cluster share, each line with the roles that it is about.
SELECT
  array_remove(ARRAY[grantee.rolname, grantor.rolname], NULL)::text AS roles,
  concat_ws(
    ' ',
    kind, quote_ident(name), entry.privilege_type,
    'to', coalesce(quote_ident(grantee.rolname), 'PUBLIC'),
    'by', quote_ident(grantor.rolname),
    CASE WHEN entry.is_grantable THEN 'grantable' END
  ) AS line
FROM (
  -- kinds: shared
) AS object
CROSS JOIN LATERAL aclexplode(acl) AS entry
LEFT JOIN pg_catalog.pg_roles grantee ON grantee.oid = entry.grantee
LEFT JOIN pg_catalog.pg_roles grantor ON grantor.oid = entry.grantor
