-- Dropped roles
DROP ROLE "${env}_airflow";
