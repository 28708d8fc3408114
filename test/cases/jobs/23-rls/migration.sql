-- Roles
CREATE ROLE "${env}_support";
