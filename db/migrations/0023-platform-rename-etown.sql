-- 0023 platform: an e-town is called what its newest plan calls it.
-- Lock cost: none, no table is touched.

-- The application role renames the e-town it stands in by this only, and every process that remembers names hears of it.
create function platform.rename_etown(new_name text) returns void
  language plpgsql security definer set search_path = pg_catalog, platform as $$
begin
  update platform.etown set name = new_name where id = platform.this_etown() and id > 0 and name <> new_name;
  if found then
    perform pg_notify('ezhen_etown', '');
  end if;
end $$;
comment on function platform.rename_etown is '更名: 采用新一版方案时, 本e镇改用方案里的名称; 编号与网址不变';
revoke all on function platform.rename_etown(text) from public;
grant execute on function platform.rename_etown(text) to ezhen_app;
