-- What holds on to the roles: other databases (by what they contain and by settings), and memberships, but for
-- those of whoever asks, and for what 16+ gives to the creator of a role (ADMIN only, by the bootstrap superuser).
SELECT r.rolname AS role, 'database' AS what, d.datname AS by
FROM pg_catalog.pg_roles r
JOIN (
  SELECT refobjid AS role, dbid AS database
  FROM pg_catalog.pg_shdepend
  WHERE refclassid = 'pg_catalog.pg_authid'::regclass
  UNION
  SELECT refobjid, objid
  FROM pg_catalog.pg_shdepend
  WHERE refclassid = 'pg_catalog.pg_authid'::regclass AND classid = 'pg_catalog.pg_database'::regclass
  UNION
  SELECT setrole, setdatabase FROM pg_catalog.pg_db_role_setting
  UNION
  SELECT datdba, oid FROM pg_catalog.pg_database
) AS need ON need.role = r.oid
JOIN pg_catalog.pg_database d ON d.oid = need.database
WHERE r.rolname IN ('the roles') AND d.datname <> current_database()
UNION
SELECT r.rolname, 'member', m.rolname
FROM pg_catalog.pg_auth_members a
JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
JOIN pg_catalog.pg_roles m ON m.oid = a.member
WHERE r.rolname IN ('the roles')
  AND m.rolname NOT IN (current_user, session_user)
  AND NOT (a.grantor = 10 AND a.admin_option AND to_jsonb(a) @> '{"inherit_option": false, "set_option": false}')
UNION
SELECT m.rolname, 'group', r.rolname
FROM pg_catalog.pg_auth_members a
JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
JOIN pg_catalog.pg_roles m ON m.oid = a.member
WHERE m.rolname IN ('the roles')
ORDER BY 1, 2, 3
