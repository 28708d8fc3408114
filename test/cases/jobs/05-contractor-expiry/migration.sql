-- Roles
CREATE ROLE "bob_contractor" LOGIN VALID UNTIL '2027-01-01T00:00:00Z';
--> statement-breakpoint
-- Memberships
GRANT "${env}_analyst" TO "bob_contractor";
