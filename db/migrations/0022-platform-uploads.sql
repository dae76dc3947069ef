-- 0022 platform: how much each account uploads a day.
-- Lock cost: none, the table is new.

create table platform.upload_day (
  etown int not null references platform.etown (id),
  account text not null,
  day date not null,
  bytes bigint not null check (bytes >= 0),
  primary key (etown, account, day)
);
comment on table platform.upload_day is '每日上传量: 每账号每日上传的字节数, 也算被拒收的; 夜间删去旧的';
select platform.guard_tables('platform', changing => array['upload_day']);
grant select, insert, update (bytes), delete on platform.upload_day to ezhen_app;
