-- 0002 identity: accounts, sessions, second factor, roles, and the traces of signing in.
-- Accounts belong to the whole platform; only a membership belongs to an e-town. Lock cost: none, the tables are new.

create schema identity;
comment on schema identity is '身份: 账号、会话、二次验证、三员与岗位';

create table identity.account (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('administrator', 'member')),
  name text not null check (length(name) between 1 and 40),
  sign_in text not null unique check (sign_in ~ '^[a-z0-9][a-z0-9._-]{2,31}$'),
  phone_sealed bytea,
  phone_blind bytea unique,
  password text,
  password_set_at timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'active', 'disabled')),
  demonstration boolean not null default false,
  made_at timestamptz not null default now(),
  made_by bigint references identity.account (id),
  last_sign_in_at timestamptz,
  unique (id, kind),
  check ((phone_sealed is null) = (phone_blind is null)),
  check ((password is null) = (password_set_at is null))
);
comment on table identity.account is '账号: 一人一号; 管理账号(三员)与岗位账号分开, 不可兼';
comment on column identity.account.sign_in is '登录名, 小写';
comment on column identity.account.phone_sealed is '手机号密文';
comment on column identity.account.phone_blind is '手机号盲索引: 只供判等与唯一';
comment on column identity.account.password is 'argon2id; 空: 未设密码';
comment on column identity.account.demonstration is '演示账号: 仅演示模式可用';

create table identity.totp (
  account bigint primary key references identity.account (id),
  secret bytea not null,
  last_step bigint not null default 0,
  confirmed_at timestamptz
);
comment on table identity.totp is '动态口令: 密钥密文; last_step 是最近用过的时间步, 同一个只用一次';

create table identity.session (
  token bytea primary key check (length(token) = 32),
  id bigint generated always as identity unique,
  account bigint not null references identity.account (id),
  second_factor boolean not null,
  made_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  network bytea not null,
  agent text not null check (agent in ('phone', 'wechat', 'desktop', 'program'))
);
comment on table identity.session is '会话: 令牌只存 SHA-256; 退出即删行, 下一次调用即失效';
comment on column identity.session.network is '来源网段的盲索引, 不存明文地址';
create index session_account on identity.session (account);

create table identity.house_role (
  account bigint primary key,
  kind text not null default 'administrator' check (kind = 'administrator'),
  role text not null check (role in ('system-admin', 'security-admin', 'audit-admin')),
  granted_by bigint references identity.account (id),
  granted_at timestamptz not null default now(),
  foreign key (account, kind) references identity.account (id, kind),
  check (granted_by <> account)
);
comment on table identity.house_role is '三员: 每个账号至多一员(主键即约束), 不得给自己授权; 首次设置时授权人为空';

create table identity.membership (
  etown int not null references platform.etown (id) check (etown > 0),
  account bigint not null,
  kind text not null default 'member' check (kind = 'member'),
  roles text[] not null,
  department text check (length(department) between 1 and 40),
  party text check (length(party) between 1 and 40),
  since date not null,
  until date,
  granted_by bigint not null references identity.account (id),
  granted_at timestamptz not null,
  primary key (etown, account),
  foreign key (account, kind) references identity.account (id, kind),
  check (granted_by <> account),
  check (until >= since),
  check (cardinality(roles) between 1 and 6 and array_position(roles, null) is null),
  constraint known_roles check (roles <@ array['leader', 'office', 'agriculture', 'revitalization', 'approval',
    'investment', 'publicity', 'township', 'finance', 'operator', 'operator-finance', 'merchant', 'station-keeper',
    'courier', 'lecturer', 'trainee', 'bank', 'reviewer', 'auditor']),
  constraint one_side check (
    (roles && array['leader', 'office', 'agriculture', 'revitalization', 'approval', 'investment', 'publicity', 'township'])::int
    + (roles && array['finance'])::int
    + (roles && array['operator', 'operator-finance', 'merchant', 'station-keeper', 'courier', 'lecturer', 'trainee'])::int
    + (roles && array['bank'])::int
    + (roles && array['reviewer', 'auditor'])::int <= 1)
);
comment on table identity.membership is '岗位: 一人在一个e镇的岗位、部门与起止; 同一e镇只站一方(申请、审批、拨付、监督互不兼)';
comment on column identity.membership.until is '止日, 不含当日; 合同到期即失效; 空: 未定';
create index membership_account on identity.membership (account);

create table identity.lockout (
  subject bytea not null,
  network bytea not null,
  failures int not null check (failures >= 0),
  last_at timestamptz not null,
  primary key (subject, network)
);
comment on table identity.lockout is '登录失败计数: 按(登录名, 来源网段)的盲索引, 别处的人锁不住本人';
create index lockout_last on identity.lockout (last_at);

create table identity.sms_allowance (
  phone bytea primary key,
  day date not null,
  sent int not null check (sent >= 0),
  last_at timestamptz not null
);
comment on table identity.sms_allowance is '短信验证码次数: 每号每分钟一条、每天五条; 号码为盲索引';

create table identity.sms_code (
  request bytea primary key check (length(request) = 32),
  account bigint references identity.account (id),
  code bytea not null,
  ends_at timestamptz not null,
  tries int not null default 0 check (tries between 0 and 5),
  used_at timestamptz
);
comment on table identity.sms_code is '短信验证码: 与一次请求绑定, 一次有效; 账号为空: 该号未登记, 答复相同';
create index sms_code_ends on identity.sms_code (ends_at);

create table identity.sms_message (
  id bigint generated always as identity primary key,
  account bigint not null references identity.account (id),
  text text not null,
  at timestamptz not null
);
comment on table identity.sms_message is '演示短信箱: 仅演示账号, 仅演示模式可见';

create table identity.one_time_code (
  code bytea primary key check (length(code) = 32),
  purpose text not null check (purpose in ('set-up', 'activation')),
  account bigint references identity.account (id),
  ends_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'activation') = (account is not null))
);
comment on table identity.one_time_code is '一次性代码: 首次设置与账号激活; 只存 SHA-256';
create unique index one_open_set_up on identity.one_time_code (purpose) where purpose = 'set-up' and used_at is null;
create unique index one_open_activation on identity.one_time_code (account) where used_at is null;

alter table identity.membership enable row level security;
alter table identity.membership force row level security;
create policy one_etown on identity.membership using (etown = platform.this_etown()) with check (etown = platform.this_etown());
-- Who somebody is, is asked over all e-towns at once, and only there (0: the whole platform). Reading only.
create policy whole_platform on identity.membership for select using (platform.this_etown() = 0);

-- One call, one statement: the person behind a token, if the session lives. No rows: nobody. It looks at all e-towns, so
-- it refuses to run inside one; as a statement of its own, what it sets is gone when it ends.
create function identity.actor_of(wanted bytea, moment timestamptz, idle_since timestamptz, demonstration_runs boolean)
  returns table (account bigint, name text, session bigint, seen_at timestamptz, second_factor boolean, house_role text, towns jsonb)
  language plpgsql as $$
begin
  if coalesce(current_setting('app.etown', true), '') <> '' then
    raise exception 'identity.actor_of stands outside any e-town';
  end if;
  set local app.etown = '0';
  return query
  select a.id, a.name, s.id, s.seen_at, s.second_factor, h.role, (
    select jsonb_agg(jsonb_build_array(m.etown, to_jsonb(m.roles), m.department, m.party))
    from identity.membership m
    where m.account = a.id
      and m.since <= (moment at time zone 'Asia/Shanghai')::date
      and (m.until is null or (moment at time zone 'Asia/Shanghai')::date < m.until))
  from identity.session s
  join identity.account a on a.id = s.account
  left join identity.house_role h on h.account = a.id
  where s.token = wanted and s.ends_at > moment and s.seen_at > idle_since
    and a.state = 'active' and (demonstration_runs or not a.demonstration);
end $$;

grant usage on schema identity to ezhen_app;
grant select, insert on identity.account to ezhen_app;
grant update (name, phone_sealed, phone_blind, password, password_set_at, state, last_sign_in_at) on identity.account to ezhen_app;
grant select, insert, update (secret, last_step, confirmed_at), delete on identity.totp to ezhen_app;
grant select, insert, update (token, seen_at, second_factor), delete on identity.session to ezhen_app;
grant select, insert, update (role, granted_by, granted_at) on identity.house_role to ezhen_app;
grant select, insert, update (roles, department, party, since, until, granted_by, granted_at) on identity.membership to ezhen_app;
grant select, insert, update (failures, last_at), delete on identity.lockout to ezhen_app;
grant select, insert, update (day, sent, last_at), delete on identity.sms_allowance to ezhen_app;
grant select, insert, update (tries, used_at), delete on identity.sms_code to ezhen_app;
grant select, insert on identity.sms_message to ezhen_app;
grant select, insert, update (used_at), delete on identity.one_time_code to ezhen_app;
