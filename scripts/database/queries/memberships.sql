-- A row for each grantor, from 16 on that can be several. Before, a member inherits as its attribute says, and
-- may always SET ROLE; to_jsonb() reads columns that those versions lack. What 16+ gives to the creator of a role
-- (ADMIN only, granted by the bootstrap superuser, to a role that can create roles) is left out.
SELECT roleid, member, grantor, admin_option, inherit_option, set_option
FROM (
  SELECT
    m.roleid,
    m.member,
    m.grantor,
    m.admin_option,
    r.rolcreaterole,
    coalesce((to_jsonb(m) ->> 'inherit_option')::bool, r.rolinherit) AS inherit_option,
    coalesce((to_jsonb(m) ->> 'set_option')::bool, true) AS set_option
  FROM pg_catalog.pg_auth_members m
  JOIN pg_catalog.pg_roles r ON r.oid = m.member
) AS each
WHERE NOT (grantor = 10 AND rolcreaterole AND admin_option AND NOT inherit_option AND NOT set_option)
