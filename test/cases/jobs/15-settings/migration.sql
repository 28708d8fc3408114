-- Roles
CREATE ROLE "${env}_airflow" LOGIN CONNECTION LIMIT 20;
ALTER ROLE "${env}_airflow" SET "statement_timeout" TO '30min';
ALTER ROLE "${env}_airflow" IN DATABASE "${database}" SET "search_path" TO "DM_RENTAL", "public";
ALTER ROLE "${env}_airflow" IN DATABASE "${database}" SET "work_mem" TO '64MB';
