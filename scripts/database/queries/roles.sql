-- All of them, since any can own something. pg_authid is for superusers only.
SELECT oid, rolname, rolcanlogin, rolconnlimit, shobj_description(oid, 'pg_authid')
FROM pg_catalog.pg_roles
