ALTER TABLE "SHOP"."orders" ALTER COLUMN "state" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "state" SET DATA TYPE text;
--> statement-breakpoint
DROP TYPE "SHOP"."state";
--> statement-breakpoint
CREATE TYPE "SHOP"."state" AS ENUM('new', 'paid');
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "state" SET DATA TYPE "SHOP"."state" USING "state"::"SHOP"."state";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "state" SET DEFAULT 'new'::"SHOP"."state";
--> statement-breakpoint
-- Owners
GRANT CREATE ON SCHEMA "SHOP" TO "${env}_owner";
ALTER TYPE "SHOP"."state" OWNER TO "${env}_owner";
REVOKE CREATE ON SCHEMA "SHOP" FROM "${env}_owner";
--> statement-breakpoint
-- Revokes: SHOP
REVOKE ALL ON TYPE "SHOP"."state" FROM PUBLIC;
--> statement-breakpoint
-- Grants: SHOP
GRANT ALL ON TYPE "SHOP"."state" TO "${env}_importer";
