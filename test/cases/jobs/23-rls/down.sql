-- Dropped roles
DROP ROLE "${env}_support";
