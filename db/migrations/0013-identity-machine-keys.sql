-- 0013 identity: keys by which other systems and instruments speak for themselves, not in a person's name.
-- Lock cost: none, the table is new.

create table identity.machine_key (
  etown int not null references platform.etown (id) check (etown > 0),
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 40),
  role text not null check (role in ('epcis-client', 'instrument')),
  token bytea not null check (length(token) = 32),
  until date not null,
  made_by bigint not null references identity.account (id),
  made_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by bigint references identity.account (id),
  primary key (etown, id),
  unique (etown, token),
  check ((revoked_at is null) = (revoked_by is null))
);
comment on table identity.machine_key is '设备密钥: 外部系统与检测仪器以自己的名义调用, 一钥一机, 只在一个e镇';
comment on column identity.machine_key.token is '密钥的 SHA-256; 明文只显示一次';
comment on column identity.machine_key.until is '止日, 不含当日';

select platform.guard_tables('identity', changing => array['machine_key']);
grant select, insert, update (revoked_at, revoked_by) on identity.machine_key to ezhen_app;
