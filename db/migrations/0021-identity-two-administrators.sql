-- 0021 identity: a new activation code for an account in use waits for the security administrator.
-- Lock cost: short. The constraints stay NOT VALID: rows from before have none of these columns set, so they hold.

alter table identity.one_time_code
  add column asked_by bigint,
  add column held boolean not null default false,
  add column released_by bigint,
  add column released_at timestamptz;
alter table identity.one_time_code
  add constraint asked_by_account foreign key (asked_by) references identity.account (id) not valid,
  add constraint released_by_account foreign key (released_by) references identity.account (id) not valid,
  add constraint released_whole check ((released_by is null) = (released_at is null) and (released_by is null or held)) not valid,
  add constraint released_by_another check (released_by <> asked_by and released_by <> account) not valid;
comment on column identity.one_time_code.held is '账号已有密码而无二次验证: 须安全管理员放行后才可用, 系统管理员一人进不去';
comment on column identity.one_time_code.released_by is '放行人: 不是申请人, 也不是本人';

grant update (used_at, released_by, released_at) on identity.one_time_code to ezhen_app;
