// Roles that clouds put into every server, which nobody here makes.
/**
 * Roles that managed services make in every server, `*` for any letters: they are nobody's to manage.
 * Source: the services' manuals, "Understanding PostgreSQL roles and permissions" (Amazon RDS), "Create users in
 * Azure Database for PostgreSQL", "About PostgreSQL users and roles" (Google Cloud SQL), "AlloyDB users".
 */
export const CLOUD_ROLES: readonly string[] = [
  "rds_*",
  "rdsadmin",
  "rdsproxyadmin",
  "rdsrepladmin",
  "rdstopmgr",
  "rdswriteforwarduser",
  "azure_*",
  "azuresu",
  "cloudsql*",
  "alloydb*",
];
