-- Of single roles, everywhere or in this database.
SELECT setrole, setdatabase <> 0, setconfig::text
FROM pg_catalog.pg_db_role_setting
WHERE setrole <> 0
  AND (
    setdatabase = 0
    OR setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  )
