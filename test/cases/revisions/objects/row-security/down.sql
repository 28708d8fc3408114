ALTER TABLE "SHOP"."bills" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "SHOP"."open" DISABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "all" ON "SHOP"."bills" AS PERMISSIVE FOR ALL TO public USING (true);
--> statement-breakpoint
CREATE POLICY "old" ON "SHOP"."orders" AS PERMISSIVE FOR SELECT TO public USING (id < 10);
--> statement-breakpoint
ALTER POLICY "own" ON "SHOP"."orders" TO public USING (client = 1);
