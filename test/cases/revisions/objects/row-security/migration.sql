DROP POLICY "all" ON "SHOP"."bills";
--> statement-breakpoint
DROP POLICY "old" ON "SHOP"."orders";
--> statement-breakpoint
ALTER TABLE "SHOP"."bills" DISABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "SHOP"."open" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER POLICY "own" ON "SHOP"."orders" TO public USING (client = 2);
