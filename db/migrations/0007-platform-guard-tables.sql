-- 0007 platform: what every room's migration wrote as a loop of its own, as one function.
-- Lock cost: none, no table is touched.

-- Puts tables of one room under the rules of tenancy: all of them see one e-town only, those of `only_appended` are never
-- changed nor removed, and the application may read and append to them. What it may do to the others is granted by name.
create function platform.guard_tables(room text, only_appended text[] default '{}', changing text[] default '{}')
  returns void language plpgsql as $$
declare
  t text;
  place text;
begin
  foreach t in array only_appended loop
    place := format('%I.%I', room, t);
    execute format('create trigger append_only before update or delete on %s for each row execute function platform.refuse_change()', place);
    execute format('create trigger append_only_whole before truncate on %s for each statement execute function platform.refuse_change()', place);
    execute format('grant select, insert on %s to ezhen_app', place);
  end loop;
  foreach t in array only_appended || changing loop
    place := format('%I.%I', room, t);
    execute format('alter table %s enable row level security', place);
    execute format('alter table %s force row level security', place);
    execute format('create policy one_etown on %s using (etown = platform.this_etown()) with check (etown = platform.this_etown())', place);
  end loop;
  execute format('grant usage on schema %I to ezhen_app', room);
end $$;
comment on function platform.guard_tables is '供各业务室的迁移调用: 行级安全只见本e镇; 只增不改的表另加触发器与授权';
revoke all on function platform.guard_tables(text, text[], text[]) from public;
