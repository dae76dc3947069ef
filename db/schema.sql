-- 由 npm run gen 从系统表生成, 供阅读与比对, 不执行。Generated from the catalogue; never executed.

-- 验收档案: 方案每一条可计数的要求的证据、自评、县验收、整改、评分、抽样与整份档案
create schema acceptance;
grant usage on schema acceptance to ezhen_app;

-- 国有资产: 台账、资金来源份额、借出归还、合同到期移交、处置审批、盘点
create schema asset;
grant usage on schema asset to ezhen_app;

-- 存证: 每个e镇一部透明日志, 及其检查点、见证方与告警
create schema attest;
grant usage on schema attest to ezhen_app;

-- 导出: 谁因何要走了哪些行, 谁放行, 下载了几次
create schema export;
grant usage on schema export to ezhen_app;

-- 专项资金: 来源、类别、支出事项、安排、支付, 以复式分录记账
create schema fund;
grant usage on schema fund to ezhen_app;

-- 专项资金发布的数据: 供上层各室取数
create schema fund_pub;
grant usage on schema fund_pub to ezhen_app;

-- 领导小组: 会议、议定事项、督查任务、逾期催办; 机构与职责以方案为准, 不另存
create schema governance;
grant usage on schema governance to ezhen_app;

-- 身份: 账号、会话、二次验证、三员与岗位
create schema identity;
grant usage on schema identity to ezhen_app;

-- 检验: 农残快检、复检、确证、追溯检测标签、承诺达标合格证
create schema inspection;
grant usage on schema inspection to ezhen_app;

-- 检验对统计公布的视图
create schema inspection_pub;
grant usage on schema inspection_pub to ezhen_app;

-- 配送: 线路试算
create schema logistics;
grant usage on schema logistics to ezhen_app;

-- 全渠道产销: 网店、平台订单文件、订单行及其历史
create schema market;
grant usage on schema market to ezhen_app;

-- 订单行对统计公布的视图: 计数口径只在此处
create schema market_pub;
grant usage on schema market_pub to ezhen_app;

-- 公示: 名单、期限、异议、在线证明; 期满前不得付款
create schema notice;
grant usage on schema notice to ezhen_app;

-- 公示对其他业务室公布的视图
create schema notice_pub;
grant usage on schema notice_pub to ezhen_app;

-- 市场主体: 谁在e镇里, 在不在范围内, 何时登记, 何时开展电商
create schema party;
grant usage on schema party to ezhen_app;

-- 市场主体对统计公布的视图: 计数口径只在此处
create schema party_pub;
grant usage on schema party_pub to ezhen_app;

-- 方案: 各版条款、目标、资金、政策、阶段、机构, 以及县里对解释口径的决定
create schema plan;
grant usage on schema plan to ezhen_app;

-- 方案对其他各室公布的视图
create schema plan_pub;
grant usage on schema plan_pub to ezhen_app;

-- 平台: 租户目录、事件与审计链、任务、幂等键、证据文件
create schema platform;
grant usage on schema platform to ezhen_app;

-- 项目: 从立项到归档, 采购、合同、里程碑、验收与支付
create schema project;
grant usage on schema project to ezhen_app;

-- 项目对其他业务室公布的视图
create schema project_pub;
grant usage on schema project_pub to ezhen_app;

-- 信息报送: 报表、审核、锁定快照、上报包、简报, 以及上级的接收
create schema report;
grant usage on schema report to ezhen_app;

-- 统计: 由事件累计的日汇总, 附来源的录入数, 全量重算的记录
create schema statistics;
grant usage on schema statistics to ezhen_app;

-- 奖补: 申报批次、申报、核算单、办理记录、公示、拨付与追回
create schema subsidy;
grant usage on schema subsidy to ezhen_app;

-- 溯源: 事件、编码、批次、查询与召回
create schema trace;
grant usage on schema trace to ezhen_app;

-- 溯源对统计公布的视图
create schema trace_pub;
grant usage on schema trace_pub to ezhen_app;

-- 电话核实的结果; 再打一次另写一行
create table acceptance.call (
  etown integer not null,
  id bigint not null generated always as identity,
  draw bigint not null,
  place integer not null,
  outcome text not null,
  note text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint call_pkey PRIMARY KEY (etown, id),
  constraint call_etown_draw_place_fkey FOREIGN KEY (etown, draw, place) REFERENCES acceptance.drawn(etown, draw, place),
  constraint call_note_check CHECK ((length(note) <= 500)),
  constraint call_outcome_check CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'denied'::text, 'unreachable'::text, 'refused'::text])))
);
alter table acceptance.call enable row level security;
alter table acceptance.call force row level security;
create policy one_etown on acceptance.call for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON acceptance.call FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON acceptance.call FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on acceptance.call to ezhen_app;

-- 抽样: 先公布名单的哈希与种子的哈希, 再由另一人说出一句话后抽取; 种子随后公开, 人人可复算
create table acceptance.draw (
  etown integer not null,
  id bigint not null generated always as identity,
  purpose text not null,
  list text not null,
  listed integer not null,
  wanted integer not null,
  seed_sealed bytea not null,
  seed_sha256 text not null,
  committed_by text not null,
  committed_at timestamp with time zone not null,
  seed text,
  words text,
  drawn_by text,
  drawn_at timestamp with time zone,
  constraint draw_pkey PRIMARY KEY (etown, id),
  constraint draw_check CHECK ((wanted <= listed)),
  constraint draw_check1 CHECK ((((seed IS NULL) = (drawn_at IS NULL)) AND ((seed IS NULL) = (words IS NULL)) AND ((seed IS NULL) = (drawn_by IS NULL)))),
  constraint draw_check2 CHECK (((seed IS NULL) OR (encode(sha256(convert_to(seed, 'UTF8'::name)), 'hex'::text) = seed_sha256))),
  constraint draw_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint draw_etown_list_fkey FOREIGN KEY (etown, list) REFERENCES platform.evidence(etown, sha256),
  constraint draw_listed_check CHECK (((listed >= 1) AND (listed <= 100000))),
  constraint draw_purpose_check CHECK (((length(purpose) >= 2) AND (length(purpose) <= 200))),
  constraint draw_seed_sha256_check CHECK ((seed_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint draw_wanted_check CHECK ((wanted >= 1)),
  constraint draw_words_check CHECK (((length(words) >= 1) AND (length(words) <= 200))),
  constraint drawn_by_another CHECK (((drawn_by IS NULL) OR (drawn_by <> committed_by)))
);
alter table acceptance.draw enable row level security;
alter table acceptance.draw force row level security;
create policy one_etown on acceptance.draw for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER drawn_once BEFORE UPDATE ON acceptance.draw FOR EACH ROW EXECUTE FUNCTION acceptance.drawn_once();
grant insert, select on acceptance.draw to ezhen_app;
grant update (seed) on acceptance.draw to ezhen_app;
grant update (words) on acceptance.draw to ezhen_app;
grant update (drawn_by) on acceptance.draw to ezhen_app;
grant update (drawn_at) on acceptance.draw to ezhen_app;

-- 抽中的人: 脱敏的姓名和号码; 号码另行加密
create table acceptance.drawn (
  etown integer not null,
  draw bigint not null,
  place integer not null,
  row_no integer not null,
  name_masked text not null,
  phone_masked text not null,
  phone_sealed bytea not null,
  constraint drawn_pkey PRIMARY KEY (etown, draw, place),
  constraint drawn_etown_draw_fkey FOREIGN KEY (etown, draw) REFERENCES acceptance.draw(etown, id),
  constraint drawn_etown_draw_row_no_key UNIQUE (etown, draw, row_no),
  constraint drawn_place_check CHECK ((place >= 1)),
  constraint drawn_row_no_check CHECK ((row_no >= 1))
);
alter table acceptance.drawn enable row level security;
alter table acceptance.drawn force row level security;
create policy one_etown on acceptance.drawn for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON acceptance.drawn FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON acceptance.drawn FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on acceptance.drawn to ezhen_app;

-- 验收证据: 人放进来的文件, 或事情发生时系统自己记下的 (event 为该事件的序号); 只增不改
create table acceptance.evidence (
  etown integer not null,
  id bigint not null generated always as identity,
  item text not null, -- 验收事项, 如 target.online-retail
  title text not null,
  happened_on date not null,
  sha256 text,
  origin text, -- 出自哪一件事, 如 market.orders-imported/12
  event bigint,
  added_by text not null,
  added_at timestamp with time zone not null,
  constraint evidence_pkey PRIMARY KEY (etown, id),
  constraint evidence_check CHECK (((sha256 IS NOT NULL) OR (origin IS NOT NULL))),
  constraint evidence_check1 CHECK (((event IS NULL) OR (origin IS NOT NULL))),
  constraint evidence_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint evidence_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint evidence_item_check CHECK ((item ~ '^[a-z-]+\.[a-z0-9.-]{1,80}$'::text)),
  constraint evidence_origin_check CHECK (((length(origin) >= 3) AND (length(origin) <= 200))),
  constraint evidence_title_check CHECK (((length(title) >= 2) AND (length(title) <= 200)))
);
CREATE INDEX evidence_item ON acceptance.evidence USING btree (etown, item, id);
CREATE UNIQUE INDEX evidence_once ON acceptance.evidence USING btree (etown, item, event, sha256) NULLS NOT DISTINCT WHERE (event IS NOT NULL);
alter table acceptance.evidence enable row level security;
alter table acceptance.evidence force row level security;
create policy one_etown on acceptance.evidence for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON acceptance.evidence FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON acceptance.evidence FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on acceptance.evidence to ezhen_app;

-- 整份验收档案: PDF 和带目录的文件夹 (zip), 各以哈希存为证据文件
create table acceptance.file (
  etown integer not null,
  id bigint not null generated always as identity,
  job bigint not null,
  state text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  pdf text,
  folder text,
  items integer,
  gaps integer,
  made_at timestamp with time zone,
  trouble text,
  constraint file_pkey PRIMARY KEY (etown, id),
  constraint file_check CHECK ((((state = 'ready'::text) = (pdf IS NOT NULL)) AND ((pdf IS NULL) = (folder IS NULL)) AND ((state = 'failed'::text) = (trouble IS NOT NULL)))),
  constraint file_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint file_etown_folder_fkey FOREIGN KEY (etown, folder) REFERENCES platform.evidence(etown, sha256),
  constraint file_etown_job_key UNIQUE (etown, job),
  constraint file_etown_pdf_fkey FOREIGN KEY (etown, pdf) REFERENCES platform.evidence(etown, sha256),
  constraint file_gaps_check CHECK ((gaps >= 0)),
  constraint file_items_check CHECK ((items >= 0)),
  constraint file_state_check CHECK ((state = ANY (ARRAY['making'::text, 'ready'::text, 'failed'::text])))
);
alter table acceptance.file enable row level security;
alter table acceptance.file force row level security;
create policy one_etown on acceptance.file for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on acceptance.file to ezhen_app;
grant update (state) on acceptance.file to ezhen_app;
grant update (pdf) on acceptance.file to ezhen_app;
grant update (folder) on acceptance.file to ezhen_app;
grant update (items) on acceptance.file to ezhen_app;
grant update (gaps) on acceptance.file to ezhen_app;
grant update (made_at) on acceptance.file to ezhen_app;
grant update (trouble) on acceptance.file to ezhen_app;

-- 得分: 第三方逐项打分, 改分另写一行, 以最后一行为准
create table acceptance.score (
  etown integer not null,
  id bigint not null generated always as identity,
  sheet bigint not null,
  indicator text not null,
  points numeric(6,2) not null,
  reason text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint score_pkey PRIMARY KEY (etown, id),
  constraint score_etown_sheet_fkey FOREIGN KEY (etown, sheet) REFERENCES acceptance.sheet(etown, id),
  constraint score_points_check CHECK ((points >= (0)::numeric)),
  constraint score_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 1000)))
);
alter table acceptance.score enable row level security;
alter table acceptance.score force row level security;
create policy one_etown on acceptance.score for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON acceptance.score FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON acceptance.score FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on acceptance.score to ezhen_app;

-- 评分表: 级次、权重、评分标准、等级与取整规则, 采用后不再改
create table acceptance.sheet (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  source text not null,
  content jsonb not null,
  sha256 text not null,
  adopted_by text not null,
  adopted_at timestamp with time zone not null,
  constraint sheet_pkey PRIMARY KEY (etown, id),
  constraint sheet_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint sheet_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint sheet_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint sheet_source_check CHECK (((length(source) >= 2) AND (length(source) <= 500)))
);
alter table acceptance.sheet enable row level security;
alter table acceptance.sheet force row level security;
create policy one_etown on acceptance.sheet for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON acceptance.sheet FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON acceptance.sheet FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on acceptance.sheet to ezhen_app;

-- 验收步骤: assessed 自评, accepted 县验收通过, problem 发现问题, rectified 已整改; 只增不改
create table acceptance.step (
  etown integer not null,
  id bigint not null generated always as identity,
  item text not null,
  number integer not null,
  kind text not null,
  text text not null,
  due_on date,
  owner text, -- 整改责任单位 (方案机构的代码)
  sha256 text,
  by text not null,
  at timestamp with time zone not null,
  constraint step_pkey PRIMARY KEY (etown, id),
  constraint step_check CHECK ((((kind = 'problem'::text) = (due_on IS NOT NULL)) AND ((kind = 'problem'::text) = (owner IS NOT NULL)))),
  constraint step_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint step_etown_item_number_key UNIQUE (etown, item, number),
  constraint step_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint step_item_check CHECK ((item ~ '^[a-z-]+\.[a-z0-9.-]{1,80}$'::text)),
  constraint step_kind_check CHECK ((kind = ANY (ARRAY['assessed'::text, 'accepted'::text, 'problem'::text, 'rectified'::text]))),
  constraint step_number_check CHECK ((number >= 1)),
  constraint step_owner_check CHECK (((length(owner) >= 1) AND (length(owner) <= 80))),
  constraint step_text_check CHECK (((length(text) >= 2) AND (length(text) <= 2000)))
);
alter table acceptance.step enable row level security;
alter table acceptance.step force row level security;
create policy one_etown on acceptance.step for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON acceptance.step FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON acceptance.step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER step_follows BEFORE INSERT ON acceptance.step FOR EACH ROW EXECUTE FUNCTION acceptance.step_follows();
grant insert, select on acceptance.step to ezhen_app;

-- 资产卡片: 登记时的事实, 只增不改; 此后的变动另记
create table asset.asset (
  etown integer not null,
  id bigint not null generated always as identity,
  number text not null,
  tag text not null,
  name text not null,
  model text not null,
  class text not null, -- 六大类: building 房屋及构筑物, general 通用设备, special 专用设备, relic 文物陈列品, books 图书档案, furniture 家具用具装具动植物
  price bigint not null, -- 原值, 分
  bought_on date not null,
  ownership text not null, -- state 国有, shared 共建共享
  owner text not null,
  custodian text not null,
  place text not null,
  contract text, -- 合同编号, 登记时的
  use_until date, -- 合同到期日 (含), 到期应归还
  batch boolean not null default false, -- 单价不足起点的批量同类资产
  evidence text not null,
  entered_by text not null,
  entered_at timestamp with time zone not null,
  contract_id bigint, -- 项目里已审定的合同
  constraint asset_pkey PRIMARY KEY (etown, id),
  constraint asset_check CHECK (((use_until IS NULL) OR (contract IS NOT NULL))),
  constraint asset_class_check CHECK ((class = ANY (ARRAY['building'::text, 'general'::text, 'special'::text, 'relic'::text, 'books'::text, 'furniture'::text]))),
  constraint asset_contract_check CHECK (((length(contract) >= 2) AND (length(contract) <= 100))),
  constraint asset_contract_fk FOREIGN KEY (etown, contract_id) REFERENCES project.contract(etown, id) NOT VALID,
  constraint asset_custodian_check CHECK (((length(custodian) >= 2) AND (length(custodian) <= 100))),
  constraint asset_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint asset_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint asset_etown_number_key UNIQUE (etown, number),
  constraint asset_etown_tag_key UNIQUE (etown, tag),
  constraint asset_model_check CHECK (((length(model) >= 1) AND (length(model) <= 100))),
  constraint asset_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint asset_number_check CHECK ((number ~ '^[A-Z0-9-]{3,40}$'::text)),
  constraint asset_owner_check CHECK (((length(owner) >= 2) AND (length(owner) <= 100))),
  constraint asset_ownership_check CHECK ((ownership = ANY (ARRAY['state'::text, 'shared'::text]))),
  constraint asset_place_check CHECK (((length(place) >= 2) AND (length(place) <= 200))),
  constraint asset_price_check CHECK ((price > 0)),
  constraint asset_tag_check CHECK ((tag ~ '^[0-9A-HJKMNP-TV-Z]{10}$'::text)),
  constraint contract_is_picked CHECK (((contract IS NULL) = (contract_id IS NULL))) NOT VALID
);
alter table asset.asset enable row level security;
alter table asset.asset force row level security;
create policy one_etown on asset.asset for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON asset.asset FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON asset.asset FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER shares_are_the_price AFTER INSERT ON asset.asset DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION asset.shares_are_the_price();
grant insert, select on asset.asset to ezhen_app;

-- 盘到的资产: 现场照片、完好程度、所在; 重盘另记一行, 以最后一行为准
create table asset.counted (
  etown integer not null,
  take bigint not null,
  asset bigint not null,
  number integer not null,
  condition text not null,
  place text not null,
  photo text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint counted_pkey PRIMARY KEY (etown, take, asset, number),
  constraint counted_condition_check CHECK ((condition = ANY (ARRAY['good'::text, 'damaged'::text, 'unusable'::text]))),
  constraint counted_etown_asset_fkey FOREIGN KEY (etown, asset) REFERENCES asset.asset(etown, id),
  constraint counted_etown_photo_fkey FOREIGN KEY (etown, photo) REFERENCES platform.evidence(etown, sha256),
  constraint counted_etown_take_fkey FOREIGN KEY (etown, take) REFERENCES asset.take(etown, id),
  constraint counted_number_check CHECK ((number >= 1)),
  constraint counted_place_check CHECK (((length(place) >= 2) AND (length(place) <= 200)))
);
alter table asset.counted enable row level security;
alter table asset.counted force row level security;
create policy one_etown on asset.counted for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON asset.counted FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON asset.counted FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER take_is_open BEFORE INSERT ON asset.counted FOR EACH ROW EXECUTE FUNCTION asset.take_is_open();
grant insert, select on asset.counted to ezhen_app;

-- 资产变动: moved 调拨, lent 借出, given-back 归还, returned 合同到期交回, disposal-* 处置申请与审批, disposed 已处置; 只增不改
create table asset.event (
  etown integer not null,
  asset bigint not null,
  number integer not null,
  kind text not null,
  text text not null,
  custodian text,
  place text,
  due_on date,
  way text, -- 处置方式: scrap 报废, sale 出售, transfer 划转, loss 报损
  sha256 text,
  by text not null,
  at timestamp with time zone not null,
  constraint event_pkey PRIMARY KEY (etown, asset, number),
  constraint event_check CHECK (((kind = 'lent'::text) = (due_on IS NOT NULL))),
  constraint event_check1 CHECK (((kind = 'disposal-asked'::text) = (way IS NOT NULL))),
  constraint event_check2 CHECK (((kind = ANY (ARRAY['moved'::text, 'lent'::text, 'given-back'::text, 'returned'::text])) = ((custodian IS NOT NULL) AND (place IS NOT NULL)))),
  constraint event_check3 CHECK (((kind <> ALL (ARRAY['returned'::text, 'disposal-asked'::text, 'disposed'::text])) OR (sha256 IS NOT NULL))),
  constraint event_custodian_check CHECK (((length(custodian) >= 2) AND (length(custodian) <= 100))),
  constraint event_etown_asset_fkey FOREIGN KEY (etown, asset) REFERENCES asset.asset(etown, id),
  constraint event_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint event_kind_check CHECK ((kind = ANY (ARRAY['moved'::text, 'lent'::text, 'given-back'::text, 'returned'::text, 'disposal-asked'::text, 'disposal-approved'::text, 'disposal-refused'::text, 'disposed'::text]))),
  constraint event_number_check CHECK ((number >= 1)),
  constraint event_place_check CHECK (((length(place) >= 2) AND (length(place) <= 200))),
  constraint event_text_check CHECK (((length(text) >= 2) AND (length(text) <= 1000))),
  constraint event_way_check CHECK ((way = ANY (ARRAY['scrap'::text, 'sale'::text, 'transfer'::text, 'loss'::text])))
);
alter table asset.event enable row level security;
alter table asset.event force row level security;
create policy one_etown on asset.event for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON asset.event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON asset.event FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER event_follows BEFORE INSERT ON asset.event FOR EACH ROW EXECUTE FUNCTION asset.event_follows();
grant insert, select on asset.event to ezhen_app;

-- 资金来源份额, 分: 各来源之和等于原值
create table asset.share (
  etown integer not null,
  asset bigint not null,
  source text not null,
  amount bigint not null,
  constraint share_pkey PRIMARY KEY (etown, asset, source),
  constraint share_amount_check CHECK ((amount > 0)),
  constraint share_etown_asset_fkey FOREIGN KEY (etown, asset) REFERENCES asset.asset(etown, id),
  constraint share_source_check CHECK (((length(source) >= 1) AND (length(source) <= 80)))
);
alter table asset.share enable row level security;
alter table asset.share force row level security;
create policy one_etown on asset.share for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON asset.share FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON asset.share FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on asset.share to ezhen_app;

-- 资产现状: 现在谁保管、在哪里、最近一次变动
create view asset.standing with (security_invoker=true) as
 SELECT a.etown,
    a.id,
    a.number,
    a.tag,
    a.name,
    a.model,
    a.class,
    a.price,
    a.bought_on,
    a.ownership,
    a.owner,
    a.custodian,
    a.place,
    a.contract,
    a.use_until,
    a.batch,
    a.evidence,
    a.entered_by,
    a.entered_at,
    COALESCE(m.custodian, a.custodian) AS held_by,
    COALESCE(m.place, a.place) AS stands_at,
    l.kind AS last_kind,
    l.number AS last_number,
    l.by AS last_by,
    l.due_on,
    l.way,
    COALESCE((EXISTS ( SELECT
           FROM asset.event r
          WHERE r.etown = a.etown AND r.asset = a.id AND r.kind = 'returned'::text)), false) AS came_back,
    a.contract_id
   FROM asset.asset a
     LEFT JOIN LATERAL ( SELECT e.etown,
            e.asset,
            e.number,
            e.kind,
            e.text,
            e.custodian,
            e.place,
            e.due_on,
            e.way,
            e.sha256,
            e.by,
            e.at
           FROM asset.event e
          WHERE e.etown = a.etown AND e.asset = a.id
          ORDER BY e.number DESC
         LIMIT 1) l ON true
     LEFT JOIN LATERAL ( SELECT e.etown,
            e.asset,
            e.number,
            e.kind,
            e.text,
            e.custodian,
            e.place,
            e.due_on,
            e.way,
            e.sha256,
            e.by,
            e.at
           FROM asset.event e
          WHERE e.etown = a.etown AND e.asset = a.id AND e.custodian IS NOT NULL
          ORDER BY e.number DESC
         LIMIT 1) m ON true;
grant select on asset.standing to ezhen_app;

-- 盘点: 一次只有一次在进行
create table asset.take (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  closed_by text,
  closed_at timestamp with time zone,
  constraint take_pkey PRIMARY KEY (etown, id),
  constraint take_check CHECK (((closed_by IS NULL) = (closed_at IS NULL))),
  constraint take_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint take_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100)))
);
CREATE UNIQUE INDEX take_one_open ON asset.take USING btree (etown) WHERE (closed_at IS NULL);
alter table asset.take enable row level security;
alter table asset.take force row level security;
create policy one_etown on asset.take for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER closed_once BEFORE UPDATE ON asset.take FOR EACH ROW EXECUTE FUNCTION asset.closed_once();
grant insert, select on asset.take to ezhen_app;
grant update (closed_by) on asset.take to ezhen_app;
grant update (closed_at) on asset.take to ezhen_app;

-- 告警: 分叉、回退、见证方无应答、签过的规模丢失、核对发现改动
create table attest.alarm (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  who text not null, -- 谁发现的: 见证方的名字, 或 log (签名前自查)、examination (全量核对)
  detail jsonb not null,
  raised_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint alarm_pkey PRIMARY KEY (etown, id),
  constraint alarm_etown_fkey FOREIGN KEY (etown) REFERENCES attest.log(etown),
  constraint alarm_kind_check CHECK ((kind = ANY (ARRAY['fork'::text, 'rollback'::text, 'silence'::text, 'floor-lost'::text, 'tampered'::text])))
);
CREATE UNIQUE INDEX alarm_open ON attest.alarm USING btree (etown, kind, who) WHERE (ended_at IS NULL);
alter table attest.alarm enable row level security;
alter table attest.alarm force row level security;
create policy one_etown on attest.alarm for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on attest.alarm to ezhen_app;
grant update (ended_at) on attest.alarm to ezhen_app;

-- 检查点: 日志自己签名的头; 只增不改; 见证方的签名另存
create table attest.checkpoint (
  etown integer not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  at timestamp with time zone not null,
  constraint checkpoint_pkey PRIMARY KEY (etown, size),
  constraint checkpoint_etown_fkey FOREIGN KEY (etown) REFERENCES attest.log(etown),
  constraint checkpoint_root_check CHECK ((length(root) = 32)),
  constraint checkpoint_size_check CHECK ((size >= 0))
);
alter table attest.checkpoint enable row level security;
alter table attest.checkpoint force row level security;
create policy one_etown on attest.checkpoint for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON attest.checkpoint FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON attest.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on attest.checkpoint to ezhen_app;

-- 见证签名: 已验过的签名行; 只增不改
create table attest.cosignature (
  etown integer not null,
  size bigint not null,
  witness text not null,
  line text not null,
  at timestamp with time zone not null,
  constraint cosignature_pkey PRIMARY KEY (etown, size, witness),
  constraint cosignature_etown_size_fkey FOREIGN KEY (etown, size) REFERENCES attest.checkpoint(etown, size),
  constraint cosignature_etown_witness_fkey FOREIGN KEY (etown, witness) REFERENCES attest.witness(etown, name)
);
alter table attest.cosignature enable row level security;
alter table attest.cosignature force row level security;
create policy one_etown on attest.cosignature for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON attest.cosignature FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON attest.cosignature FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on attest.cosignature to ezhen_app;

-- 删除记录: 谁因何删除了一片叶的内容与盐; 只增不改
create table attest.erasure (
  etown integer not null,
  index bigint not null,
  reason text not null,
  erased_by text not null,
  erased_at timestamp with time zone not null,
  constraint erasure_pkey PRIMARY KEY (etown, index),
  constraint erasure_etown_index_fkey FOREIGN KEY (etown, index) REFERENCES attest.leaf(etown, index),
  constraint erasure_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 500)))
);
alter table attest.erasure enable row level security;
alter table attest.erasure force row level security;
create policy one_etown on attest.erasure for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON attest.erasure FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON attest.erasure FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on attest.erasure to ezhen_app;

-- 全量核对: 叶、瓦片、检查点、事件逐一对照的结果; 只增不改
create table attest.examination (
  etown integer not null,
  id bigint not null generated always as identity,
  at timestamp with time zone not null,
  asked_by text not null,
  size bigint not null,
  found bigint not null,
  findings jsonb not null, -- 前 100 处: 何处不符、哪一条记录
  constraint examination_pkey PRIMARY KEY (etown, id),
  constraint examination_etown_fkey FOREIGN KEY (etown) REFERENCES attest.log(etown),
  constraint examination_found_check CHECK ((found >= 0))
);
alter table attest.examination enable row level security;
alter table attest.examination force row level security;
create policy one_etown on attest.examination for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON attest.examination FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON attest.examination FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on attest.examination to ezhen_app;

-- 叶: 公开的一条, 只有种类、时间和加盐承诺; 只增不改
create table attest.leaf (
  etown integer not null,
  index bigint not null,
  seq bigint not null,
  part bigint not null,
  kind text not null,
  at timestamp with time zone not null,
  entry text not null,
  constraint leaf_pkey PRIMARY KEY (etown, index),
  constraint leaf_entry_check CHECK (((octet_length(entry) >= 1) AND (octet_length(entry) <= 65535))),
  constraint leaf_etown_fkey FOREIGN KEY (etown) REFERENCES attest.log(etown),
  constraint leaf_etown_seq_part_key UNIQUE (etown, seq, part),
  constraint leaf_index_check CHECK ((index >= 0))
);
CREATE INDEX leaf_kind ON attest.leaf USING btree (etown, kind, index);
alter table attest.leaf enable row level security;
alter table attest.leaf force row level security;
create policy one_etown on attest.leaf for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON attest.leaf FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON attest.leaf FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on attest.leaf to ezhen_app;

-- 日志: 规模只增不减; 名字与公钥只在接续时连同 predecessor 一起换; 私钥在数据目录 keys/, 不在库中
create table attest.log (
  etown integer not null,
  origin text not null, -- 日志的名字 (C2SP origin), 一经写定不再改
  ed25519 bytea not null,
  sm2 bytea not null,
  opened_at timestamp with time zone not null,
  size bigint not null default 0,
  root bytea not null,
  seq bigint not null default 0, -- 已整个入日志的最后一个事件
  part bigint not null default 0, -- 下一个事件已入日志的叶数
  grown_at timestamp with time zone,
  audit_seq bigint not null default 0, -- 已作为叶公布过的审计链头
  number integer not null default 1, -- 第几部: 接续一次加一
  constraint log_pkey PRIMARY KEY (etown),
  constraint log_ed25519_check CHECK ((length(ed25519) = 32)),
  constraint log_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint log_number_check CHECK ((number >= 1)),
  constraint log_origin_check CHECK ((origin ~ '^[!-*,-~]{3,200}$'::text)),
  constraint log_part_check CHECK ((part >= 0)),
  constraint log_root_check CHECK ((length(root) = 32)),
  constraint log_seq_check CHECK ((seq >= 0)),
  constraint log_size_check CHECK ((size >= 0)),
  constraint log_sm2_check CHECK ((length(sm2) = 65))
);
alter table attest.log enable row level security;
alter table attest.log force row level security;
create policy one_etown on attest.log for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON attest.log FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER only_grows BEFORE UPDATE ON attest.log FOR EACH ROW EXECUTE FUNCTION attest.only_grows();
grant insert, select on attest.log to ezhen_app;
grant update (origin) on attest.log to ezhen_app;
grant update (ed25519) on attest.log to ezhen_app;
grant update (sm2) on attest.log to ezhen_app;
grant update (opened_at) on attest.log to ezhen_app;
grant update (size) on attest.log to ezhen_app;
grant update (root) on attest.log to ezhen_app;
grant update (seq) on attest.log to ezhen_app;
grant update (part) on attest.log to ezhen_app;
grant update (grown_at) on attest.log to ezhen_app;
grant update (audit_seq) on attest.log to ezhen_app;
grant update (number) on attest.log to ezhen_app;

-- 开启: 叶所承诺的内容与盐; 可依法删除, 删后日志仍有效; 不可改
create table attest.opening (
  etown integer not null,
  index bigint not null,
  subject text not null,
  salt bytea not null,
  record text not null,
  constraint opening_pkey PRIMARY KEY (etown, index),
  constraint opening_etown_index_fkey FOREIGN KEY (etown, index) REFERENCES attest.leaf(etown, index),
  constraint opening_salt_check CHECK ((length(salt) = 32))
);
CREATE INDEX opening_subject ON attest.opening USING btree (etown, subject, index);
alter table attest.opening enable row level security;
alter table attest.opening force row level security;
create policy one_etown on attest.opening for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_changed BEFORE UPDATE ON attest.opening FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant delete, insert, select on attest.opening to ezhen_app;

-- 前一部日志: 因数据回退等不能再签名, 余下的叶由新名字、新密钥的日志接续; 只增不改
create table attest.predecessor (
  etown integer not null,
  number integer not null,
  origin text not null,
  ed25519 bytea not null,
  sm2 bytea not null,
  kept bigint not null, -- 接续下来的叶数
  signed_size bigint not null, -- 它签过的最大规模; 大于 kept 的部分已失
  signed_note text not null, -- 它最后签过的检查点全文; 找不到时为空
  breach text not null,
  reason text not null,
  ended_at timestamp with time zone not null,
  constraint predecessor_pkey PRIMARY KEY (etown, number),
  constraint predecessor_breach_check CHECK ((breach = ANY (ARRAY['fork'::text, 'rollback'::text, 'floor-lost'::text]))),
  constraint predecessor_ed25519_check CHECK ((length(ed25519) = 32)),
  constraint predecessor_etown_fkey FOREIGN KEY (etown) REFERENCES attest.log(etown),
  constraint predecessor_etown_origin_key UNIQUE (etown, origin),
  constraint predecessor_kept_check CHECK ((kept >= 0)),
  constraint predecessor_number_check CHECK ((number >= 1)),
  constraint predecessor_reason_check CHECK (((length(reason) >= 4) AND (length(reason) <= 500))),
  constraint predecessor_signed_size_check CHECK ((signed_size >= 0)),
  constraint predecessor_sm2_check CHECK ((length(sm2) = 65))
);
alter table attest.predecessor enable row level security;
alter table attest.predecessor force row level security;
create policy one_etown on attest.predecessor for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON attest.predecessor FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON attest.predecessor FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on attest.predecessor to ezhen_app;

-- 瓦片: 256 个哈希一片 (C2SP tlog-tiles); 未满的只能接长, 不能改
create table attest.tile (
  etown integer not null,
  level integer not null,
  n bigint not null,
  hashes bytea not null,
  constraint tile_pkey PRIMARY KEY (etown, level, n),
  constraint tile_etown_fkey FOREIGN KEY (etown) REFERENCES attest.log(etown),
  constraint tile_hashes_check CHECK ((((length(hashes) >= 32) AND (length(hashes) <= 8192)) AND ((length(hashes) % 32) = 0))),
  constraint tile_level_check CHECK (((level >= 0) AND (level <= 7))),
  constraint tile_n_check CHECK ((n >= 0))
);
alter table attest.tile enable row level security;
alter table attest.tile force row level security;
create policy one_etown on attest.tile for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON attest.tile FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER only_grows BEFORE UPDATE ON attest.tile FOR EACH ROW EXECUTE FUNCTION attest.only_grows();
grant insert, select on attest.tile to ezhen_app;
grant update (hashes) on attest.tile to ezhen_app;

-- 见证方: 请其对检查点签名的单位; 私钥在对方手里
create table attest.witness (
  etown integer not null,
  name text not null,
  url text not null,
  key text not null,
  added_by text not null,
  added_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  size bigint not null default 0, -- 它最近签过的规模
  answered_at timestamp with time zone,
  constraint witness_pkey PRIMARY KEY (etown, name),
  constraint witness_etown_fkey FOREIGN KEY (etown) REFERENCES attest.log(etown),
  constraint witness_key_check CHECK ((length(key) <= 400)),
  constraint witness_name_check CHECK ((name ~ '^[!-*,-~]{3,200}$'::text)),
  constraint witness_url_check CHECK (((url ~ '^https?://'::text) AND (length(url) <= 300)))
);
alter table attest.witness enable row level security;
alter table attest.witness force row level security;
create policy one_etown on attest.witness for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on attest.witness to ezhen_app;
grant update (retired_at) on attest.witness to ezhen_app;
grant update (size) on attest.witness to ezhen_app;
grant update (answered_at) on attest.witness to ezhen_app;

-- 导出: 每次要走的行, 理由、文件与放行; 文件是加密证据, 放行后 24 小时内只有申请人可下载
create table export.export (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  ask jsonb not null, -- 要哪些行: 由该类导出自己解读, 含申请时的行级权限
  format text not null,
  personal boolean not null, -- 含完整个人信息, 须另一人放行
  reason text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  job bigint not null,
  state text not null default 'making'::text,
  rows bigint,
  file text,
  file_name text,
  refusals jsonb not null default '[]'::jsonb,
  ready_at timestamp with time zone, -- 可下载之时; 24 小时后失效
  decided_by text, -- 放行或不放行的人, 不可以是申请人
  decided_at timestamp with time zone,
  decision_reason text,
  downloads integer not null default 0,
  constraint export_pkey PRIMARY KEY (etown, id),
  constraint export_check CHECK (((state = ANY (ARRAY['held'::text, 'ready'::text, 'declined'::text])) = (file IS NOT NULL))),
  constraint export_check1 CHECK ((((file IS NULL) = (file_name IS NULL)) AND ((file IS NULL) = (rows IS NULL)))),
  constraint export_check2 CHECK (((state = 'ready'::text) = (ready_at IS NOT NULL))),
  constraint export_check3 CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((decided_by IS NULL) = (decision_reason IS NULL)))),
  constraint export_check4 CHECK (((state <> 'declined'::text) OR (decided_by IS NOT NULL))),
  constraint export_check5 CHECK ((decided_by <> asked_by)),
  constraint export_check6 CHECK (((downloads = 0) OR (ready_at IS NOT NULL))),
  constraint export_decision_reason_check CHECK (((length(decision_reason) >= 2) AND (length(decision_reason) <= 200))),
  constraint export_downloads_check CHECK ((downloads >= 0)),
  constraint export_etown_file_fkey FOREIGN KEY (etown, file) REFERENCES platform.evidence(etown, sha256),
  constraint export_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint export_etown_job_fkey FOREIGN KEY (etown, job) REFERENCES platform.job(etown, id),
  constraint export_etown_job_key UNIQUE (etown, job),
  constraint export_format_check CHECK ((format = ANY (ARRAY['xlsx'::text, 'csv'::text]))),
  constraint export_kind_check CHECK ((kind ~ '^[a-z]+\.[a-z-]+$'::text)),
  constraint export_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 200))),
  constraint export_rows_check CHECK ((rows >= 0)),
  constraint export_state_check CHECK ((state = ANY (ARRAY['making'::text, 'held'::text, 'ready'::text, 'declined'::text, 'failed'::text])))
);
CREATE INDEX export_asked ON export.export USING btree (etown, asked_by, id DESC);
CREATE INDEX export_held ON export.export USING btree (etown, id) WHERE (state = 'held'::text);
alter table export.export enable row level security;
alter table export.export force row level security;
create policy one_etown on export.export for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on export.export to ezhen_app;
grant update (state) on export.export to ezhen_app;
grant update (rows) on export.export to ezhen_app;
grant update (file) on export.export to ezhen_app;
grant update (file_name) on export.export to ezhen_app;
grant update (refusals) on export.export to ezhen_app;
grant update (ready_at) on export.export to ezhen_app;
grant update (decided_by) on export.export to ezhen_app;
grant update (decided_at) on export.export to ezhen_app;
grant update (decision_reason) on export.export to ezhen_app;
grant update (downloads) on export.export to ezhen_app;

-- 安排: 一项支出从一个来源的一个类别得到的钱; 先预留, 审定后占用, 凭证齐后支付
create table fund.allotment (
  etown integer not null,
  id bigint not null generated always as identity,
  expense bigint not null,
  expense_category text not null,
  source text not null,
  category text not null, -- 从该来源的哪个类别出; 该来源不分类别时为 whole
  amount bigint not null,
  payee text not null,
  contract_no text,
  evidence text not null,
  hold bigint not null,
  reserved_until timestamp with time zone, -- 未审定的预留到此刻自动释放; 空为长期
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  approved_by text,
  approved_at timestamp with time zone,
  ended_at timestamp with time zone,
  reserved bigint not null default 0, -- 已预留未审定 (分), 由分录累计
  committed bigint not null default 0, -- 已审定未支付 (分), 由分录累计
  paid bigint not null default 0, -- 已支付减去追回 (分), 由分录累计
  needs_notice boolean not null default false, -- 付款前须公示期满
  notice bigint, -- 所附的公示; 撤回后才能改附
  through_origin boolean not null default false, -- 审定、支付、释放只在提出它的业务室里办
  constraint allotment_pkey PRIMARY KEY (etown, id),
  constraint allotment_amount_check CHECK ((amount > 0)),
  constraint allotment_committed_check CHECK ((committed >= 0)),
  constraint allotment_contract_no_check CHECK (((length(contract_no) >= 1) AND (length(contract_no) <= 100))),
  constraint allotment_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint allotment_etown_expense_expense_category_fkey FOREIGN KEY (etown, expense, expense_category) REFERENCES fund.expense(etown, id, category),
  constraint allotment_etown_hold_fkey FOREIGN KEY (etown, hold) REFERENCES platform.hold(etown, id),
  constraint allotment_etown_hold_key UNIQUE (etown, hold),
  constraint allotment_notice_fkey FOREIGN KEY (etown, notice) REFERENCES notice.notice(etown, id) NOT VALID,
  constraint allotment_paid_check CHECK ((paid >= 0)),
  constraint allotment_payee_check CHECK (((length(payee) >= 2) AND (length(payee) <= 100))),
  constraint allotment_reserved_check CHECK ((reserved >= 0)),
  constraint approved_with_time CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
  constraint approver_is_another CHECK ((approved_by <> proposed_by)),
  constraint committed_when_approved CHECK (((approved_by IS NOT NULL) OR ((committed + paid) = 0))),
  constraint never_more_than_asked CHECK ((((reserved + committed) + paid) <= amount)),
  constraint of_its_category CHECK (((category = expense_category) OR (category = 'whole'::text)))
);
CREATE UNIQUE INDEX allotment_once ON fund.allotment USING btree (etown, expense, source) WHERE ((ended_at IS NULL) OR (paid > 0));
alter table fund.allotment enable row level security;
alter table fund.allotment force row level security;
create policy one_etown on fund.allotment for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER notice_stays BEFORE UPDATE OF notice ON fund.allotment FOR EACH ROW WHEN (old.notice IS DISTINCT FROM new.notice) EXECUTE FUNCTION fund.notice_stays();
grant insert, select on fund.allotment to ezhen_app;
grant update (approved_by) on fund.allotment to ezhen_app;
grant update (approved_at) on fund.allotment to ezhen_app;
grant update (ended_at) on fund.allotment to ezhen_app;
grant update (notice) on fund.allotment to ezhen_app;

-- 占比例外: 方案写“原则上”的, 另一人批准后可以放宽; 写明理由与依据
create table fund.band_exception (
  etown integer not null,
  id bigint not null generated always as identity,
  source text not null,
  category text not null,
  min_share text not null,
  max_share text not null,
  reason text not null,
  evidence text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  approved_by text,
  approved_at timestamp with time zone,
  constraint band_exception_pkey PRIMARY KEY (etown, id),
  constraint approved_with_time CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
  constraint band_exception_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint band_exception_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint band_exception_max_share_check CHECK ((max_share ~ '^[0-9]{1,3}(\.[0-9]{1,2})?%$'::text)),
  constraint band_exception_min_share_check CHECK ((min_share ~ '^[0-9]{1,3}(\.[0-9]{1,2})?%$'::text)),
  constraint band_exception_reason_check CHECK (((length(reason) >= 5) AND (length(reason) <= 500))),
  constraint second_is_another CHECK ((approved_by <> asked_by))
);
alter table fund.band_exception enable row level security;
alter table fund.band_exception force row level security;
create policy one_etown on fund.band_exception for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on fund.band_exception to ezhen_app;
grant update (approved_by) on fund.band_exception to ezhen_app;
grant update (approved_at) on fund.band_exception to ezhen_app;

-- 结转明细: 封账时各来源、类别、科目的余额; 待分配的类别记作 -
create table fund.carried (
  etown integer not null,
  year integer not null,
  source text not null,
  category text not null,
  account text not null,
  amount bigint not null,
  constraint carried_pkey PRIMARY KEY (etown, year, source, category, account),
  constraint carried_account_check CHECK ((account = ANY (ARRAY['unallocated'::text, 'available'::text, 'reserved'::text, 'committed'::text]))),
  constraint carried_amount_check CHECK ((amount > 0)),
  constraint carried_etown_year_fkey FOREIGN KEY (etown, year) REFERENCES fund.closed_year(etown, year)
);
alter table fund.carried enable row level security;
alter table fund.carried force row level security;
create policy one_etown on fund.carried for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fund.carried FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON fund.carried FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on fund.carried to ezhen_app;

-- 年终结转: 封账后不再接受该年及以前日期的分录
create table fund.closed_year (
  etown integer not null,
  year integer not null,
  carried bigint not null, -- 结转下年的未支付资金 (分)
  closed_by text not null,
  closed_at timestamp with time zone not null,
  constraint closed_year_pkey PRIMARY KEY (etown, year),
  constraint closed_year_carried_check CHECK ((carried >= 0)),
  constraint closed_year_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint closed_year_year_check CHECK (((year >= 2000) AND (year <= 2100)))
);
alter table fund.closed_year enable row level security;
alter table fund.closed_year force row level security;
create policy one_etown on fund.closed_year for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fund.closed_year FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON fund.closed_year FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on fund.closed_year to ezhen_app;

-- 分录: appropriation 到账, allocation 分配到类别, withdrawal 从类别收回, reservation 预留, commitment 占用, payment 支付, release 释放, recovery 追回
create table fund.entry (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  day date not null,
  at timestamp with time zone not null,
  by text not null,
  reason text,
  evidence text,
  constraint entry_pkey PRIMARY KEY (etown, id),
  constraint entry_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint entry_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint entry_kind_check CHECK ((kind = ANY (ARRAY['appropriation'::text, 'allocation'::text, 'withdrawal'::text, 'reservation'::text, 'commitment'::text, 'payment'::text, 'release'::text, 'recovery'::text]))) NOT VALID,
  constraint entry_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 500))),
  constraint has_evidence CHECK (((kind <> ALL (ARRAY['appropriation'::text, 'payment'::text, 'recovery'::text])) OR (evidence IS NOT NULL))),
  constraint has_reason CHECK (((kind <> ALL (ARRAY['release'::text, 'recovery'::text])) OR (reason IS NOT NULL))),
  constraint withdrawal_has_reason CHECK (((kind <> 'withdrawal'::text) OR ((reason IS NOT NULL) AND (evidence IS NOT NULL)))) NOT VALID
);
alter table fund.entry enable row level security;
alter table fund.entry force row level security;
create policy one_etown on fund.entry for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fund.entry FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON fund.entry FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER has_lines AFTER INSERT ON fund.entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund.entry_has_lines();
CREATE CONSTRAINT TRIGGER withdrawal_is_approved AFTER INSERT ON fund.entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.kind = 'withdrawal'::text) EXECUTE FUNCTION fund.withdrawal_is_approved();
CREATE TRIGGER year_is_open BEFORE INSERT ON fund.entry FOR EACH ROW EXECUTE FUNCTION fund.year_is_open();
grant insert, select on fund.entry to ezhen_app;

-- 支出事项: 一个项目的一项支出; 只归一个类别, 招商引资等几类都列的事项也须择一
create table fund.expense (
  etown integer not null,
  id bigint not null generated always as identity,
  project text not null,
  name text not null,
  category text not null, -- 支持方向, 方案中的代码; whole 为方案未分类别
  origin text, -- 由别的业务室提出时的出处, 如 subsidy.application/12
  constraint expense_pkey PRIMARY KEY (etown, id),
  constraint expense_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint expense_etown_id_category_key UNIQUE (etown, id, category),
  constraint expense_etown_project_name_key UNIQUE (etown, project, name),
  constraint expense_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint expense_origin_check CHECK ((origin ~ '^[a-z]+\.[a-z-]+/[0-9]{1,18}$'::text)),
  constraint expense_project_check CHECK (((length(project) >= 2) AND (length(project) <= 100)))
);
CREATE UNIQUE INDEX expense_origin ON fund.expense USING btree (etown, origin);
alter table fund.expense enable row level security;
alter table fund.expense force row level security;
create policy one_etown on fund.expense for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fund.expense FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON fund.expense FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on fund.expense to ezhen_app;

-- 分录行: 每笔分录两行, 一出一入, 合计恒为零; 金额以分计, 入为正
create table fund.line (
  etown integer not null,
  entry bigint not null,
  place smallint not null,
  account text not null, -- 科目: outside 财政拨入, unallocated 待分配, available 可用, reserved 预留, committed 占用, paid 已支付
  source text not null,
  category text,
  allotment bigint,
  amount bigint not null,
  constraint line_pkey PRIMARY KEY (etown, entry, place),
  constraint account_is_whole CHECK ((((account = ANY (ARRAY['reserved'::text, 'committed'::text, 'paid'::text])) = (allotment IS NOT NULL)) AND ((account = ANY (ARRAY['outside'::text, 'unallocated'::text])) = (category IS NULL)))),
  constraint line_account_check CHECK ((account = ANY (ARRAY['outside'::text, 'unallocated'::text, 'available'::text, 'reserved'::text, 'committed'::text, 'paid'::text]))),
  constraint line_amount_check CHECK ((amount <> 0)),
  constraint line_etown_allotment_fkey FOREIGN KEY (etown, allotment) REFERENCES fund.allotment(etown, id),
  constraint line_etown_entry_fkey FOREIGN KEY (etown, entry) REFERENCES fund.entry(etown, id),
  constraint line_place_check CHECK (((place >= 1) AND (place <= 2)))
);
CREATE INDEX line_by_account ON fund.line USING btree (etown, source, category, account);
CREATE INDEX line_by_allotment ON fund.line USING btree (etown, allotment) WHERE (allotment IS NOT NULL);
alter table fund.line enable row level security;
alter table fund.line force row level security;
create policy one_etown on fund.line for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fund.line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON fund.line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER journal_holds AFTER INSERT ON fund.line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund.journal_holds();
CREATE TRIGGER moves_allotment AFTER INSERT ON fund.line FOR EACH ROW WHEN (new.allotment IS NOT NULL) EXECUTE FUNCTION fund.line_moves_allotment();
CREATE CONSTRAINT TRIGGER recovered_from_milestone AFTER INSERT ON fund.line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.account = 'paid'::text AND new.amount < 0) EXECUTE FUNCTION project.recovered_from_milestone();
grant insert, select on fund.line to ezhen_app;

-- 支付: 一张凭证付一笔; 提出、审定、支付三者不得为同一人
create table fund.payment (
  etown integer not null,
  id bigint not null generated always as identity,
  allotment bigint not null,
  entry bigint not null,
  amount bigint not null,
  voucher_no text not null,
  paid_by text not null,
  constraint payment_pkey PRIMARY KEY (etown, id),
  constraint payment_amount_check CHECK ((amount > 0)),
  constraint payment_etown_allotment_fkey FOREIGN KEY (etown, allotment) REFERENCES fund.allotment(etown, id),
  constraint payment_etown_entry_fkey FOREIGN KEY (etown, entry) REFERENCES fund.entry(etown, id),
  constraint payment_etown_entry_key UNIQUE (etown, entry),
  constraint payment_etown_voucher_no_key UNIQUE (etown, voucher_no),
  constraint payment_voucher_no_check CHECK (((length(voucher_no) >= 1) AND (length(voucher_no) <= 60)))
);
alter table fund.payment enable row level security;
alter table fund.payment force row level security;
create policy one_etown on fund.payment for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fund.payment FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON fund.payment FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER paid_for_milestone AFTER INSERT ON fund.payment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION project.paid_for_milestone();
CREATE TRIGGER payment_is_due BEFORE INSERT ON fund.payment FOR EACH ROW EXECUTE FUNCTION fund.payment_is_due();
grant insert, select on fund.payment to ezhen_app;

-- 到账: 某一来源的一批资金, 以下达文号区分; 同一文号只登记一次
create table fund.tranche (
  etown integer not null,
  id bigint not null generated always as identity,
  source text not null, -- 资金来源, 方案中的代码
  document text not null,
  amount bigint not null,
  arrived_on date not null,
  entry bigint not null,
  constraint tranche_pkey PRIMARY KEY (etown, id),
  constraint tranche_amount_check CHECK ((amount > 0)),
  constraint tranche_document_check CHECK (((length(document) >= 2) AND (length(document) <= 100))),
  constraint tranche_etown_entry_fkey FOREIGN KEY (etown, entry) REFERENCES fund.entry(etown, id),
  constraint tranche_etown_entry_key UNIQUE (etown, entry),
  constraint tranche_etown_source_document_key UNIQUE (etown, source, document)
);
alter table fund.tranche enable row level security;
alter table fund.tranche force row level security;
create policy one_etown on fund.tranche for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON fund.tranche FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON fund.tranche FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on fund.tranche to ezhen_app;

-- 收回分配: 从类别退回待分配, 另一人批准时记账
create table fund.withdrawal (
  etown integer not null,
  id bigint not null generated always as identity,
  source text not null,
  category text not null,
  amount bigint not null,
  reason text not null,
  evidence text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  approved_by text,
  approved_at timestamp with time zone,
  entry bigint,
  constraint withdrawal_pkey PRIMARY KEY (etown, id),
  constraint approved_with_entry CHECK ((((approved_by IS NULL) = (approved_at IS NULL)) AND ((approved_by IS NULL) = (entry IS NULL)))),
  constraint second_is_another CHECK ((approved_by <> asked_by)),
  constraint withdrawal_amount_check CHECK ((amount > 0)),
  constraint withdrawal_etown_entry_fkey FOREIGN KEY (etown, entry) REFERENCES fund.entry(etown, id),
  constraint withdrawal_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint withdrawal_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint withdrawal_reason_check CHECK (((length(reason) >= 4) AND (length(reason) <= 200)))
);
alter table fund.withdrawal enable row level security;
alter table fund.withdrawal force row level security;
create policy one_etown on fund.withdrawal for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on fund.withdrawal to ezhen_app;
grant update (approved_by) on fund.withdrawal to ezhen_app;
grant update (approved_at) on fund.withdrawal to ezhen_app;
grant update (entry) on fund.withdrawal to ezhen_app;

-- 资金进出: 到账、支付、追回, 每笔一行, 附凭证文件
create view fund_pub.movement with (security_invoker=true) as
 SELECT e.etown,
    e.id AS entry,
    e.day,
        CASE e.kind
            WHEN 'appropriation'::text THEN 'fund-arrived'::text
            WHEN 'payment'::text THEN 'fund-paid'::text
            ELSE 'fund-recovered'::text
        END AS measure,
    l.source,
    l.category,
    l.allotment,
    abs(l.amount) AS amount,
    COALESCE(t.document, p.voucher_no, e.reason, ''::text) AS name,
    e.evidence
   FROM fund.entry e
     JOIN fund.line l ON l.etown = e.etown AND l.entry = e.id AND l.account =
        CASE e.kind
            WHEN 'appropriation'::text THEN 'outside'::text
            ELSE 'paid'::text
        END
     LEFT JOIN fund.tranche t ON t.etown = e.etown AND t.entry = e.id
     LEFT JOIN fund.payment p ON p.etown = e.etown AND p.entry = e.id
  WHERE e.kind = ANY (ARRAY['appropriation'::text, 'payment'::text, 'recovery'::text]);
grant select on fund_pub.movement to ezhen_app;

-- 议定事项: 会议决定了什么; 只增不改
create table governance.decision (
  etown integer not null,
  id bigint not null generated always as identity,
  meeting bigint not null,
  number integer not null,
  text text not null,
  constraint decision_pkey PRIMARY KEY (etown, id),
  constraint decision_etown_meeting_fkey FOREIGN KEY (etown, meeting) REFERENCES governance.meeting(etown, id),
  constraint decision_etown_meeting_number_key UNIQUE (etown, meeting, number),
  constraint decision_number_check CHECK ((number >= 1)),
  constraint decision_text_check CHECK (((length(text) >= 2) AND (length(text) <= 2000)))
);
alter table governance.decision enable row level security;
alter table governance.decision force row level security;
create policy one_etown on governance.decision for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON governance.decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON governance.decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on governance.decision to ezhen_app;

-- 责任清单: 方案没有按部门写明的职责, 由县里另行发文定下, 附文件; 一个单位以最近一份为准, 只增不改
create table governance.duty_list (
  etown integer not null,
  id bigint not null generated always as identity,
  body text not null, -- 方案机构的代码, 方案没有的为 listed- 加序号
  name text not null,
  role text, -- 哪个岗位的人算这个单位的; 空为只看单位名称
  duties text[] not null,
  document text not null,
  in_force_from date not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint duty_list_pkey PRIMARY KEY (etown, id),
  constraint duty_list_body_check CHECK (((length(body) >= 1) AND (length(body) <= 80))),
  constraint duty_list_document_check CHECK (((length(document) >= 2) AND (length(document) <= 200))),
  constraint duty_list_duties_check CHECK (((cardinality(duties) >= 1) AND (cardinality(duties) <= 40))),
  constraint duty_list_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint duty_list_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint duty_list_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint duty_list_role_check CHECK ((role = ANY (ARRAY['office'::text, 'finance'::text, 'agriculture'::text, 'revitalization'::text, 'approval'::text, 'investment'::text, 'publicity'::text, 'township'::text])))
);
CREATE INDEX duty_list_body ON governance.duty_list USING btree (etown, body, id);
alter table governance.duty_list enable row level security;
alter table governance.duty_list force row level security;
create policy one_etown on governance.duty_list for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON governance.duty_list FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON governance.duty_list FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on governance.duty_list to ezhen_app;

-- 领导小组会议: 议程随通知定下, 开过后附纪要原件, 不再改
create table governance.meeting (
  etown integer not null,
  id bigint not null generated always as identity,
  title text not null,
  planned_on date not null,
  place text not null,
  agenda text[] not null,
  called_by text not null,
  called_at timestamp with time zone not null,
  held_on date,
  attended text,
  minutes text, -- 会议纪要原件的 SHA-256
  held_by text,
  held_at timestamp with time zone,
  constraint meeting_pkey PRIMARY KEY (etown, id),
  constraint meeting_agenda_check CHECK (((cardinality(agenda) >= 1) AND (cardinality(agenda) <= 30))),
  constraint meeting_attended_check CHECK (((length(attended) >= 2) AND (length(attended) <= 2000))),
  constraint meeting_check CHECK ((((held_on IS NULL) = (minutes IS NULL)) AND ((held_on IS NULL) = (held_by IS NULL)) AND ((held_on IS NULL) = (held_at IS NULL)) AND ((held_on IS NULL) = (attended IS NULL)))),
  constraint meeting_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint meeting_etown_minutes_fkey FOREIGN KEY (etown, minutes) REFERENCES platform.evidence(etown, sha256),
  constraint meeting_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
  constraint meeting_title_check CHECK (((length(title) >= 2) AND (length(title) <= 200)))
);
alter table governance.meeting enable row level security;
alter table governance.meeting force row level security;
create policy one_etown on governance.meeting for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER held_once BEFORE UPDATE ON governance.meeting FOR EACH ROW EXECUTE FUNCTION governance.held_once();
grant insert, select on governance.meeting to ezhen_app;
grant update (held_on) on governance.meeting to ezhen_app;
grant update (attended) on governance.meeting to ezhen_app;
grant update (minutes) on governance.meeting to ezhen_app;
grant update (held_by) on governance.meeting to ezhen_app;
grant update (held_at) on governance.meeting to ezhen_app;

-- 任务现状: 现行期限、最近的上报或退回、催办到哪一级
create view governance.standing with (security_invoker=true) as
 SELECT t.etown,
    t.id,
    t.decision,
    t.title,
    t.owner,
    t.days,
    t.assigned_on,
    t.due_on,
    t.assigned_by,
    t.assigned_at,
    COALESCE(x.due_on, t.due_on) AS runs_to,
    s.kind AS last_kind,
    s.by AS last_by,
    COALESCE(e.level, 0) AS level
   FROM governance.task t
     LEFT JOIN LATERAL ( SELECT x_1.due_on
           FROM governance.step x_1
          WHERE x_1.etown = t.etown AND x_1.task = t.id AND x_1.kind = 'extended'::text
          ORDER BY x_1.number DESC
         LIMIT 1) x ON true
     LEFT JOIN LATERAL ( SELECT s_1.kind,
            s_1.by
           FROM governance.step s_1
          WHERE s_1.etown = t.etown AND s_1.task = t.id AND (s_1.kind = ANY (ARRAY['reported'::text, 'returned'::text, 'closed'::text]))
          ORDER BY s_1.number DESC
         LIMIT 1) s ON true
     LEFT JOIN LATERAL ( SELECT max(e_1.level) AS level
           FROM governance.step e_1
          WHERE e_1.etown = t.etown AND e_1.task = t.id AND e_1.kind = 'escalated'::text AND e_1.number > COALESCE(( SELECT max(y.number) AS max
                   FROM governance.step y
                  WHERE y.etown = t.etown AND y.task = t.id AND y.kind = 'extended'::text), 0)) e ON true;
grant select on governance.standing to ezhen_app;

-- 任务进展: reported 办结上报 (附佐证), returned 退回, extended 延期, escalated 逾期催办, closed 销号; 只增不改
create table governance.step (
  etown integer not null,
  task bigint not null,
  number integer not null,
  kind text not null,
  text text not null,
  sha256 text,
  due_on date,
  level integer, -- 催办级别: 1 报办公室, 2 报组长
  by text not null,
  at timestamp with time zone not null,
  constraint step_pkey PRIMARY KEY (etown, task, number),
  constraint step_check CHECK (((kind = 'extended'::text) = (due_on IS NOT NULL))),
  constraint step_check1 CHECK (((kind = 'escalated'::text) = (level IS NOT NULL))),
  constraint step_check2 CHECK (((kind <> 'reported'::text) OR (sha256 IS NOT NULL))),
  constraint step_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint step_etown_task_fkey FOREIGN KEY (etown, task) REFERENCES governance.task(etown, id),
  constraint step_kind_check CHECK ((kind = ANY (ARRAY['reported'::text, 'returned'::text, 'extended'::text, 'escalated'::text, 'closed'::text]))),
  constraint step_level_check CHECK ((level = ANY (ARRAY[1, 2]))),
  constraint step_number_check CHECK ((number >= 1)),
  constraint step_text_check CHECK (((length(text) >= 2) AND (length(text) <= 2000)))
);
alter table governance.step enable row level security;
alter table governance.step force row level security;
create policy one_etown on governance.step for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON governance.step FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON governance.step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER step_follows BEFORE INSERT ON governance.step FOR EACH ROW EXECUTE FUNCTION governance.step_follows();
grant insert, select on governance.step to ezhen_app;

-- 督查任务: 由议定事项或督查而来, 责任单位、工作日期限; 只增不改, 进展另记
create table governance.task (
  etown integer not null,
  id bigint not null generated always as identity,
  decision bigint,
  title text not null,
  owner text not null, -- 责任单位 (方案机构的代码)
  days integer not null,
  assigned_on date not null,
  due_on date not null, -- 期限 (含当日); 按工作日从次日起算, 延期另记一步
  assigned_by text not null,
  assigned_at timestamp with time zone not null,
  constraint task_pkey PRIMARY KEY (etown, id),
  constraint task_check CHECK ((due_on > assigned_on)),
  constraint task_days_check CHECK (((days >= 1) AND (days <= 250))),
  constraint task_etown_decision_fkey FOREIGN KEY (etown, decision) REFERENCES governance.decision(etown, id),
  constraint task_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint task_owner_check CHECK (((length(owner) >= 1) AND (length(owner) <= 80))),
  constraint task_title_check CHECK (((length(title) >= 2) AND (length(title) <= 500)))
);
alter table governance.task enable row level security;
alter table governance.task force row level security;
create policy one_etown on governance.task for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON governance.task FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON governance.task FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on governance.task to ezhen_app;

-- 账号: 一人一号; 管理账号(三员)与岗位账号分开, 不可兼
create table identity.account (
  id bigint not null generated always as identity,
  kind text not null,
  name text not null,
  sign_in text not null, -- 登录名, 小写
  phone_sealed bytea, -- 手机号密文
  phone_blind bytea, -- 手机号盲索引: 只供判等与唯一
  password text, -- argon2id; 空: 未设密码
  password_set_at timestamp with time zone,
  state text not null default 'waiting'::text,
  demonstration boolean not null default false, -- 演示账号: 仅演示模式可用
  made_at timestamp with time zone not null default now(),
  made_by bigint,
  last_sign_in_at timestamp with time zone,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_check CHECK (((phone_sealed IS NULL) = (phone_blind IS NULL))),
  constraint account_check1 CHECK (((password IS NULL) = (password_set_at IS NULL))),
  constraint account_id_kind_key UNIQUE (id, kind),
  constraint account_kind_check CHECK ((kind = ANY (ARRAY['administrator'::text, 'member'::text]))),
  constraint account_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.account(id),
  constraint account_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
  constraint account_phone_blind_key UNIQUE (phone_blind),
  constraint account_sign_in_check CHECK ((sign_in ~ '^[a-z0-9][a-z0-9._-]{2,31}$'::text)),
  constraint account_sign_in_key UNIQUE (sign_in),
  constraint account_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'active'::text, 'disabled'::text])))
);
CREATE TRIGGER who_changed AFTER DELETE OR UPDATE OF name, state, demonstration OR TRUNCATE ON identity.account FOR EACH STATEMENT EXECUTE FUNCTION identity.who_changed();
grant insert, select on identity.account to ezhen_app;
grant update (name) on identity.account to ezhen_app;
grant update (phone_sealed) on identity.account to ezhen_app;
grant update (phone_blind) on identity.account to ezhen_app;
grant update (password) on identity.account to ezhen_app;
grant update (password_set_at) on identity.account to ezhen_app;
grant update (state) on identity.account to ezhen_app;
grant update (last_sign_in_at) on identity.account to ezhen_app;

-- 三员: 每个账号至多一员(主键即约束), 不得给自己授权; 首次设置时授权人为空
create table identity.house_role (
  account bigint not null,
  kind text not null default 'administrator'::text,
  role text not null,
  granted_by bigint,
  granted_at timestamp with time zone not null default now(),
  constraint house_role_pkey PRIMARY KEY (account),
  constraint house_role_account_kind_fkey FOREIGN KEY (account, kind) REFERENCES identity.account(id, kind),
  constraint house_role_check CHECK ((granted_by <> account)),
  constraint house_role_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES identity.account(id),
  constraint house_role_kind_check CHECK ((kind = 'administrator'::text)),
  constraint house_role_role_check CHECK ((role = ANY (ARRAY['system-admin'::text, 'security-admin'::text, 'audit-admin'::text])))
);
CREATE TRIGGER who_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.house_role FOR EACH STATEMENT EXECUTE FUNCTION identity.who_changed();
grant insert, select on identity.house_role to ezhen_app;
grant update (role) on identity.house_role to ezhen_app;
grant update (granted_by) on identity.house_role to ezhen_app;
grant update (granted_at) on identity.house_role to ezhen_app;

-- 登录失败计数: 按(登录名, 来源网段)的盲索引, 别处的人锁不住本人
create table identity.lockout (
  subject bytea not null,
  network bytea not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  constraint lockout_pkey PRIMARY KEY (subject, network),
  constraint lockout_failures_check CHECK ((failures >= 0))
);
CREATE INDEX lockout_last ON identity.lockout USING btree (last_at);
grant delete, insert, select on identity.lockout to ezhen_app;
grant update (failures) on identity.lockout to ezhen_app;
grant update (last_at) on identity.lockout to ezhen_app;

-- 设备密钥: 外部系统与检测仪器以自己的名义调用, 一钥一机, 只在一个e镇
create table identity.machine_key (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  role text not null,
  token bytea not null, -- 密钥的 SHA-256; 明文只显示一次
  until date not null, -- 止日, 不含当日
  made_by bigint not null,
  made_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoked_by bigint,
  constraint machine_key_pkey PRIMARY KEY (etown, id),
  constraint machine_key_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  constraint machine_key_etown_check CHECK ((etown > 0)),
  constraint machine_key_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint machine_key_etown_token_key UNIQUE (etown, token),
  constraint machine_key_made_by_fkey FOREIGN KEY (made_by) REFERENCES identity.account(id),
  constraint machine_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 40))),
  constraint machine_key_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES identity.account(id),
  constraint machine_key_role_check CHECK ((role = ANY (ARRAY['epcis-client'::text, 'instrument'::text, 'display'::text]))),
  constraint machine_key_token_check CHECK ((length(token) = 32))
);
alter table identity.machine_key enable row level security;
alter table identity.machine_key force row level security;
create policy one_etown on identity.machine_key for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on identity.machine_key to ezhen_app;
grant update (revoked_at) on identity.machine_key to ezhen_app;
grant update (revoked_by) on identity.machine_key to ezhen_app;

-- 岗位: 一人在一个e镇的岗位、部门与起止; 同一e镇只站一方(申请、审批、拨付、监督互不兼)
create table identity.membership (
  etown integer not null,
  account bigint not null,
  kind text not null default 'member'::text,
  roles text[] not null,
  department text,
  party text,
  since date not null,
  until date, -- 止日, 不含当日; 合同到期即失效; 空: 未定
  granted_by bigint not null,
  granted_at timestamp with time zone not null,
  constraint membership_pkey PRIMARY KEY (etown, account),
  constraint known_roles CHECK ((roles <@ ARRAY['leader'::text, 'office'::text, 'agriculture'::text, 'revitalization'::text, 'approval'::text, 'investment'::text, 'publicity'::text, 'township'::text, 'finance'::text, 'operator'::text, 'operator-finance'::text, 'merchant'::text, 'station-keeper'::text, 'courier'::text, 'lecturer'::text, 'trainee'::text, 'bank'::text, 'reviewer'::text, 'auditor'::text, 'city'::text])) NOT VALID,
  constraint membership_account_kind_fkey FOREIGN KEY (account, kind) REFERENCES identity.account(id, kind),
  constraint membership_check CHECK ((granted_by <> account)),
  constraint membership_check1 CHECK ((until >= since)),
  constraint membership_department_check CHECK (((length(department) >= 1) AND (length(department) <= 40))),
  constraint membership_etown_check CHECK ((etown > 0)),
  constraint membership_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint membership_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES identity.account(id),
  constraint membership_kind_check CHECK ((kind = 'member'::text)),
  constraint membership_party_check CHECK (((length(party) >= 1) AND (length(party) <= 40))),
  constraint membership_roles_check CHECK ((((cardinality(roles) >= 1) AND (cardinality(roles) <= 6)) AND (array_position(roles, NULL::text) IS NULL))),
  constraint one_side CHECK (((((((((roles && ARRAY['leader'::text, 'office'::text, 'agriculture'::text, 'revitalization'::text, 'approval'::text, 'investment'::text, 'publicity'::text, 'township'::text]))::integer + ((roles && ARRAY['finance'::text]))::integer) + ((roles && ARRAY['operator'::text, 'operator-finance'::text, 'merchant'::text, 'station-keeper'::text, 'courier'::text, 'lecturer'::text, 'trainee'::text]))::integer) + ((roles && ARRAY['bank'::text]))::integer) + ((roles && ARRAY['reviewer'::text, 'auditor'::text]))::integer) + ((roles && ARRAY['city'::text]))::integer) <= 1)) NOT VALID
);
CREATE INDEX membership_account ON identity.membership USING btree (account);
alter table identity.membership enable row level security;
alter table identity.membership force row level security;
create policy one_etown on identity.membership for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
create policy whole_platform on identity.membership for select to public using ((platform.this_etown() = 0));
CREATE TRIGGER who_changed AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON identity.membership FOR EACH STATEMENT EXECUTE FUNCTION identity.who_changed();
grant insert, select on identity.membership to ezhen_app;
grant update (roles) on identity.membership to ezhen_app;
grant update (department) on identity.membership to ezhen_app;
grant update (party) on identity.membership to ezhen_app;
grant update (since) on identity.membership to ezhen_app;
grant update (until) on identity.membership to ezhen_app;
grant update (granted_by) on identity.membership to ezhen_app;
grant update (granted_at) on identity.membership to ezhen_app;

-- 一次性代码: 首次设置与账号激活; 只存 SHA-256
create table identity.one_time_code (
  code bytea not null,
  purpose text not null,
  account bigint,
  ends_at timestamp with time zone not null,
  used_at timestamp with time zone,
  asked_by bigint,
  held boolean not null default false, -- 账号已有密码而无二次验证: 须安全管理员放行后才可用, 系统管理员一人进不去
  released_by bigint, -- 放行人: 不是申请人, 也不是本人
  released_at timestamp with time zone,
  constraint one_time_code_pkey PRIMARY KEY (code),
  constraint asked_by_account FOREIGN KEY (asked_by) REFERENCES identity.account(id) NOT VALID,
  constraint one_time_code_account_fkey FOREIGN KEY (account) REFERENCES identity.account(id),
  constraint one_time_code_check CHECK (((purpose = 'activation'::text) = (account IS NOT NULL))),
  constraint one_time_code_code_check CHECK ((length(code) = 32)),
  constraint one_time_code_purpose_check CHECK ((purpose = ANY (ARRAY['set-up'::text, 'activation'::text]))),
  constraint released_by_account FOREIGN KEY (released_by) REFERENCES identity.account(id) NOT VALID,
  constraint released_by_another CHECK (((released_by <> asked_by) AND (released_by <> account))) NOT VALID,
  constraint released_whole CHECK ((((released_by IS NULL) = (released_at IS NULL)) AND ((released_by IS NULL) OR held))) NOT VALID
);
CREATE UNIQUE INDEX one_open_activation ON identity.one_time_code USING btree (account) WHERE (used_at IS NULL);
CREATE UNIQUE INDEX one_open_set_up ON identity.one_time_code USING btree (purpose) WHERE ((purpose = 'set-up'::text) AND (used_at IS NULL));
grant delete, insert, select on identity.one_time_code to ezhen_app;
grant update (used_at) on identity.one_time_code to ezhen_app;
grant update (released_by) on identity.one_time_code to ezhen_app;
grant update (released_at) on identity.one_time_code to ezhen_app;

-- 会话: 令牌只存 SHA-256; 退出即删行, 下一次调用即失效
create table identity.session (
  token bytea not null,
  id bigint not null generated always as identity,
  account bigint not null,
  second_factor boolean not null,
  made_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  network bytea not null, -- 来源网段的盲索引, 不存明文地址
  agent text not null,
  constraint session_pkey PRIMARY KEY (token),
  constraint session_account_fkey FOREIGN KEY (account) REFERENCES identity.account(id),
  constraint session_agent_check CHECK ((agent = ANY (ARRAY['phone'::text, 'wechat'::text, 'desktop'::text, 'program'::text]))),
  constraint session_id_key UNIQUE (id),
  constraint session_token_check CHECK ((length(token) = 32))
);
CREATE INDEX session_account ON identity.session USING btree (account);
CREATE TRIGGER who_changed AFTER DELETE OR UPDATE OF token, account, second_factor, ends_at OR TRUNCATE ON identity.session FOR EACH STATEMENT EXECUTE FUNCTION identity.who_changed();
grant delete, insert, select on identity.session to ezhen_app;
grant update (token) on identity.session to ezhen_app;
grant update (second_factor) on identity.session to ezhen_app;
grant update (seen_at) on identity.session to ezhen_app;

-- 短信验证码次数: 每号每分钟一条、每天五条; 号码为盲索引
create table identity.sms_allowance (
  phone bytea not null,
  day date not null,
  sent integer not null,
  last_at timestamp with time zone not null,
  constraint sms_allowance_pkey PRIMARY KEY (phone),
  constraint sms_allowance_sent_check CHECK ((sent >= 0))
);
grant delete, insert, select on identity.sms_allowance to ezhen_app;
grant update (day) on identity.sms_allowance to ezhen_app;
grant update (sent) on identity.sms_allowance to ezhen_app;
grant update (last_at) on identity.sms_allowance to ezhen_app;

-- 短信验证码: 与一次请求绑定, 一次有效; 账号为空: 该号未登记, 答复相同
create table identity.sms_code (
  request bytea not null,
  account bigint,
  code bytea not null,
  ends_at timestamp with time zone not null,
  tries integer not null default 0,
  used_at timestamp with time zone,
  constraint sms_code_pkey PRIMARY KEY (request),
  constraint sms_code_account_fkey FOREIGN KEY (account) REFERENCES identity.account(id),
  constraint sms_code_request_check CHECK ((length(request) = 32)),
  constraint sms_code_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);
CREATE INDEX sms_code_ends ON identity.sms_code USING btree (ends_at);
grant delete, insert, select on identity.sms_code to ezhen_app;
grant update (tries) on identity.sms_code to ezhen_app;
grant update (used_at) on identity.sms_code to ezhen_app;

-- 演示短信箱: 仅演示账号, 仅演示模式可见
create table identity.sms_message (
  id bigint not null generated always as identity,
  account bigint not null,
  text text not null,
  at timestamp with time zone not null,
  constraint sms_message_pkey PRIMARY KEY (id),
  constraint sms_message_account_fkey FOREIGN KEY (account) REFERENCES identity.account(id)
);
grant insert, select on identity.sms_message to ezhen_app;

-- 动态口令: 密钥密文; last_step 是最近用过的时间步, 同一个只用一次
create table identity.totp (
  account bigint not null,
  secret bytea not null,
  last_step bigint not null default 0,
  confirmed_at timestamp with time zone,
  constraint totp_pkey PRIMARY KEY (account),
  constraint totp_account_fkey FOREIGN KEY (account) REFERENCES identity.account(id)
);
grant delete, insert, select on identity.totp to ezhen_app;
grant update (secret) on identity.totp to ezhen_app;
grant update (last_step) on identity.totp to ezhen_app;
grant update (confirmed_at) on identity.totp to ezhen_app;

-- 阳性告警: 随阳性同一事务产生, 由农业农村部门签收
create table inspection.alert (
  etown integer not null,
  sample bigint not null,
  raised_at timestamp with time zone not null default now(),
  seen_by text,
  seen_at timestamp with time zone,
  constraint alert_pkey PRIMARY KEY (etown, sample),
  constraint alert_check CHECK (((seen_by IS NULL) = (seen_at IS NULL))),
  constraint alert_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint alert_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.sample(etown, id)
);
alter table inspection.alert enable row level security;
alter table inspection.alert force row level security;
create policy one_etown on inspection.alert for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER seen_once BEFORE UPDATE ON inspection.alert FOR EACH ROW EXECUTE FUNCTION inspection.seen_once();
grant select on inspection.alert to ezhen_app;
grant update (seen_by) on inspection.alert to ezhen_app;
grant update (seen_at) on inspection.alert to ezhen_app;

-- 空白对照: 仪器只报抑制率时, 当日须有合格的空白
create table inspection.blank (
  etown integer not null,
  id bigint not null generated always as identity,
  instrument bigint not null,
  measured_at timestamp with time zone not null,
  control numeric(7,4) not null,
  valid boolean not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint blank_pkey PRIMARY KEY (etown, id),
  constraint blank_control_check CHECK ((control >= (0)::numeric)),
  constraint blank_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint blank_etown_instrument_fkey FOREIGN KEY (etown, instrument) REFERENCES inspection.instrument(etown, id)
);
CREATE INDEX blank_instrument ON inspection.blank USING btree (etown, instrument, measured_at);
alter table inspection.blank enable row level security;
alter table inspection.blank force row level security;
create policy one_etown on inspection.blank for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.blank FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.blank FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on inspection.blank to ezhen_app;

-- 仪器检定校准, until 不含当日
create table inspection.calibration (
  etown integer not null,
  id bigint not null generated always as identity,
  instrument bigint not null,
  on_day date not null,
  until date not null,
  certificate text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint calibration_pkey PRIMARY KEY (etown, id),
  constraint calibration_certificate_check CHECK (((length(certificate) >= 2) AND (length(certificate) <= 60))),
  constraint calibration_check CHECK ((on_day < until)),
  constraint calibration_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint calibration_etown_instrument_fkey FOREIGN KEY (etown, instrument) REFERENCES inspection.instrument(etown, id)
);
CREATE INDEX calibration_instrument ON inspection.calibration USING btree (etown, instrument, on_day);
alter table inspection.calibration enable row level security;
alter table inspection.calibration force row level security;
create policy one_etown on inspection.calibration for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.calibration FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.calibration FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on inspection.calibration to ezhen_app;

-- 承诺达标合格证: 由生产经营者自己开具并负责; 开具时的主体信息原样留存
create table inspection.certificate (
  etown integer not null,
  id bigint not null generated always as identity,
  number text not null,
  style text not null,
  template text not null,
  party bigint not null,
  lot bigint,
  sample bigint,
  product text not null,
  listed boolean not null, -- 产品是否在须开具的目录内 (2025 年第 4 号令 第三条)
  quantity numeric(14,3) not null,
  unit text not null,
  boxes integer not null, -- 一箱一证: 开几张
  origin text not null,
  subject text not null,
  subject_code text,
  contact bytea not null, -- 联系方式, 加密; 公开页不显示农户电话
  bases text[] not null,
  issued_on date not null,
  retained_until date not null,
  sha256 text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint certificate_pkey PRIMARY KEY (etown, id),
  constraint certificate_bases_check CHECK ((cardinality(bases) >= 1)),
  constraint certificate_boxes_check CHECK (((boxes >= 1) AND (boxes <= 10000))),
  constraint certificate_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint certificate_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint certificate_etown_number_key UNIQUE (etown, number),
  constraint certificate_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint certificate_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.sample(etown, id),
  constraint certificate_number_check CHECK ((number ~ '^C[2-9A-HJ-NP-Z]{12}$'::text)),
  constraint certificate_origin_check CHECK (((length(origin) >= 2) AND (length(origin) <= 80))),
  constraint certificate_product_check CHECK (((length(product) >= 1) AND (length(product) <= 60))),
  constraint certificate_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint certificate_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint certificate_style_check CHECK ((style = ANY (ARRAY['producer'::text, 'buyer'::text]))),
  constraint certificate_subject_check CHECK (((length(subject) >= 2) AND (length(subject) <= 80))),
  constraint certificate_unit_check CHECK ((unit = ANY (ARRAY['kg'::text, 'piece'::text, 'litre'::text]))),
  constraint kept_long_enough CHECK ((retained_until >= (issued_on + 730))),
  constraint producer_has_lot CHECK (((style = 'buyer'::text) OR (lot IS NOT NULL)))
);
CREATE INDEX certificate_lot ON inspection.certificate USING btree (etown, lot);
CREATE INDEX certificate_party ON inspection.certificate USING btree (etown, party);
alter table inspection.certificate enable row level security;
alter table inspection.certificate force row level security;
create policy one_etown on inspection.certificate for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.certificate FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.certificate FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER buyer_collected AFTER INSERT ON inspection.certificate DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inspection.buyer_collected();
CREATE TRIGGER certificate_holds BEFORE INSERT ON inspection.certificate FOR EACH ROW EXECUTE FUNCTION inspection.certificate_holds();
CREATE TRIGGER issued_by_its_own BEFORE INSERT ON inspection.certificate FOR EACH ROW EXECUTE FUNCTION inspection.issued_by_its_own();
grant insert, select on inspection.certificate to ezhen_app;

-- 作废: 须有理由, 编号仍可查, 显示已作废
create table inspection.certificate_void (
  etown integer not null,
  certificate bigint not null,
  why text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint certificate_void_pkey PRIMARY KEY (etown, certificate),
  constraint certificate_void_etown_certificate_fkey FOREIGN KEY (etown, certificate) REFERENCES inspection.certificate(etown, id),
  constraint certificate_void_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint certificate_void_why_check CHECK (((length(why) >= 4) AND (length(why) <= 200)))
);
alter table inspection.certificate_void enable row level security;
alter table inspection.certificate_void force row level security;
create policy one_etown on inspection.certificate_void for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.certificate_void FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.certificate_void FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER give_back AFTER INSERT ON inspection.certificate_void FOR EACH ROW EXECUTE FUNCTION inspection.give_back();
CREATE TRIGGER issued_by_its_own BEFORE INSERT ON inspection.certificate_void FOR EACH ROW EXECUTE FUNCTION inspection.issued_by_its_own();
grant insert, select on inspection.certificate_void to ezhen_app;

-- 仪器行: 原样保存; 同一仪器同一行只收一次, 先后与重复都不影响
create table inspection.device_line (
  etown integer not null,
  id bigint not null generated always as identity,
  instrument bigint not null,
  digest bytea not null,
  raw bytea not null, -- 原始行, 连同填充与尾巴
  via text not null,
  sample_code text,
  read_at timestamp with time zone,
  value numeric(9,4),
  bound text,
  said text, -- 仪器自己的判定, 只留存, 不采信
  operator text,
  trouble text,
  received_by text not null,
  received_at timestamp with time zone not null default now(),
  constraint device_line_pkey PRIMARY KEY (etown, id),
  constraint device_line_bound_check CHECK ((bound = ANY (ARRAY['<'::text, '>'::text]))),
  constraint device_line_check CHECK (((trouble IS NOT NULL) OR ((sample_code IS NOT NULL) AND (read_at IS NOT NULL) AND (value IS NOT NULL)))),
  constraint device_line_digest_check CHECK ((length(digest) = 32)),
  constraint device_line_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint device_line_etown_instrument_digest_key UNIQUE (etown, instrument, digest),
  constraint device_line_etown_instrument_fkey FOREIGN KEY (etown, instrument) REFERENCES inspection.instrument(etown, id),
  constraint device_line_raw_check CHECK ((length(raw) <= 4096)),
  constraint device_line_trouble_check CHECK ((trouble = ANY (ARRAY['shape'::text, 'value'::text, 'unit'::text, 'time'::text, 'sample'::text]))),
  constraint device_line_via_check CHECK ((via = ANY (ARRAY['http'::text, 'mqtt'::text, 'file'::text]))),
  constraint known_by_its_bytes CHECK (((length(raw) = 4096) OR (digest = sha256(raw))))
);
CREATE INDEX device_line_sample ON inspection.device_line USING btree (etown, sample_code);
alter table inspection.device_line enable row level security;
alter table inspection.device_line force row level security;
create policy one_etown on inspection.device_line for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.device_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.device_line FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on inspection.device_line to ezhen_app;

-- 样品品类所属基质
create table inspection.food (
  code text not null,
  matrix text not null,
  constraint food_pkey PRIMARY KEY (code),
  constraint food_matrix_check CHECK ((matrix = ANY (ARRAY['vegetable'::text, 'fruit'::text, 'honey'::text, 'meat'::text])))
);
grant select on inspection.food to ezhen_app;

-- 收取的合格证: 本系统的扫码核验, 其他平台的拍照留存
create table inspection.incoming (
  etown integer not null,
  id bigint not null generated always as identity,
  party bigint not null,
  source text not null,
  number text not null,
  certificate bigint,
  product text not null,
  quantity numeric(14,3) not null,
  unit text not null,
  issuer text not null,
  issued_on date not null,
  sha256 text,
  collected_on date not null,
  retained_until date not null,
  used numeric(14,3) not null default 0, -- 已转开的数量; 由触发器累加, 不超过收取的数量
  by text not null,
  at timestamp with time zone not null default now(),
  constraint incoming_pkey PRIMARY KEY (etown, id),
  constraint incoming_etown_certificate_fkey FOREIGN KEY (etown, certificate) REFERENCES inspection.certificate(etown, id),
  constraint incoming_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint incoming_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint incoming_etown_party_source_number_key UNIQUE (etown, party, source, number),
  constraint incoming_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint incoming_issuer_check CHECK (((length(issuer) >= 2) AND (length(issuer) <= 80))),
  constraint incoming_number_check CHECK (((length(number) >= 2) AND (length(number) <= 60))),
  constraint incoming_product_check CHECK (((length(product) >= 1) AND (length(product) <= 60))),
  constraint incoming_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint incoming_source_check CHECK ((source = ANY (ARRAY['own'::text, 'foreign'::text]))),
  constraint incoming_unit_check CHECK ((unit = ANY (ARRAY['kg'::text, 'piece'::text, 'litre'::text]))),
  constraint incoming_used_check CHECK ((used >= (0)::numeric)),
  constraint kept_long_enough CHECK ((retained_until >= (collected_on + 730))),
  constraint not_more_than_collected CHECK ((used <= quantity)),
  constraint shown_by_something CHECK (
CASE source
    WHEN 'own'::text THEN (certificate IS NOT NULL)
    ELSE (sha256 IS NOT NULL)
END)
);
alter table inspection.incoming enable row level security;
alter table inspection.incoming force row level security;
create policy one_etown on inspection.incoming for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER collected_as_it_is BEFORE INSERT ON inspection.incoming FOR EACH ROW EXECUTE FUNCTION inspection.collected_as_it_is();
grant select on inspection.incoming to ezhen_app;
grant insert (etown) on inspection.incoming to ezhen_app;
grant insert (party) on inspection.incoming to ezhen_app;
grant insert (source) on inspection.incoming to ezhen_app;
grant insert (number) on inspection.incoming to ezhen_app;
grant insert (certificate) on inspection.incoming to ezhen_app;
grant insert (product) on inspection.incoming to ezhen_app;
grant insert (quantity) on inspection.incoming to ezhen_app;
grant insert (unit) on inspection.incoming to ezhen_app;
grant insert (issuer) on inspection.incoming to ezhen_app;
grant insert (issued_on) on inspection.incoming to ezhen_app;
grant insert (sha256) on inspection.incoming to ezhen_app;
grant insert (collected_on) on inspection.incoming to ezhen_app;
grant insert (retained_until) on inspection.incoming to ezhen_app;
grant insert (by) on inspection.incoming to ezhen_app;
grant insert (at) on inspection.incoming to ezhen_app;

-- 转开: 收购者的合格证用了哪几张上游合格证、各多少
create table inspection.incoming_use (
  etown integer not null,
  certificate bigint not null,
  incoming bigint not null,
  quantity numeric(14,3) not null,
  constraint incoming_use_pkey PRIMARY KEY (etown, certificate, incoming),
  constraint incoming_use_etown_certificate_fkey FOREIGN KEY (etown, certificate) REFERENCES inspection.certificate(etown, id),
  constraint incoming_use_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint incoming_use_etown_incoming_fkey FOREIGN KEY (etown, incoming) REFERENCES inspection.incoming(etown, id),
  constraint incoming_use_quantity_check CHECK ((quantity > (0)::numeric))
);
alter table inspection.incoming_use enable row level security;
alter table inspection.incoming_use force row level security;
create policy one_etown on inspection.incoming_use for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.incoming_use FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.incoming_use FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER use_incoming AFTER INSERT ON inspection.incoming_use FOR EACH ROW EXECUTE FUNCTION inspection.use_incoming();
CREATE CONSTRAINT TRIGGER uses_add_up AFTER INSERT ON inspection.incoming_use DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inspection.uses_add_up();
grant insert, select on inspection.incoming_use to ezhen_app;

-- 检测仪器
create table inspection.instrument (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  model text not null,
  serial text not null,
  machine text, -- 它的设备密钥 (账号名); 一钥一机
  registered_by text not null,
  registered_at timestamp with time zone not null default now(),
  retired_at timestamp with time zone,
  constraint instrument_pkey PRIMARY KEY (etown, id),
  constraint instrument_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint instrument_etown_machine_key UNIQUE (etown, machine),
  constraint instrument_etown_serial_key UNIQUE (etown, serial),
  constraint instrument_machine_check CHECK ((machine ~ '^machine-[0-9]+$'::text)),
  constraint instrument_model_check CHECK ((length(model) <= 40)),
  constraint instrument_name_check CHECK (((length(name) >= 2) AND (length(name) <= 40))),
  constraint instrument_serial_check CHECK (((length(serial) >= 2) AND (length(serial) <= 40)))
);
alter table inspection.instrument enable row level security;
alter table inspection.instrument force row level security;
create policy one_etown on inspection.instrument for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on inspection.instrument to ezhen_app;
grant update (machine) on inspection.instrument to ezhen_app;
grant update (retired_at) on inspection.instrument to ezhen_app;

-- 确证项目: 检出值 mg/kg; below 低于定量限; most 限量, 空为不得检出
create table inspection.lab_item (
  etown integer not null,
  result bigint not null,
  item text not null,
  found numeric(12,5),
  below boolean not null,
  most numeric(12,5),
  passes boolean not null,
  constraint lab_item_pkey PRIMARY KEY (etown, result, item),
  constraint found_or_below CHECK ((below = (found IS NULL))),
  constraint item_follows CHECK ((passes =
CASE
    WHEN (most IS NULL) THEN below
    ELSE (found <= most)
END)),
  constraint lab_item_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint lab_item_etown_result_fkey FOREIGN KEY (etown, result) REFERENCES inspection.lab_result(etown, id),
  constraint lab_item_found_check CHECK ((found >= (0)::numeric)),
  constraint lab_item_item_check CHECK (((length(item) >= 2) AND (length(item) <= 40))),
  constraint passes_follows CHECK ((passes = (below OR COALESCE((found <= most), false))))
);
alter table inspection.lab_item enable row level security;
alter table inspection.lab_item force row level security;
create policy one_etown on inspection.lab_item for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.lab_item FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.lab_item FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER lab_is_complete AFTER INSERT ON inspection.lab_item FOR EACH ROW EXECUTE FUNCTION inspection.lab_is_complete();
grant insert, select on inspection.lab_item to ezhen_app;

-- 实验室确证结果, 附报告; 不得用快速检测方法
create table inspection.lab_result (
  etown integer not null,
  id bigint not null generated always as identity,
  sample bigint not null,
  laboratory text not null,
  report_no text not null,
  method text not null,
  kind text not null,
  reported_on date not null,
  sha256 text not null,
  passes boolean not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint lab_result_pkey PRIMARY KEY (etown, id),
  constraint lab_result_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint lab_result_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.sample(etown, id),
  constraint lab_result_etown_sample_key UNIQUE (etown, sample),
  constraint lab_result_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint lab_result_kind_check CHECK ((kind = 'confirmatory'::text)),
  constraint lab_result_laboratory_check CHECK (((length(laboratory) >= 4) AND (length(laboratory) <= 60))),
  constraint lab_result_report_no_check CHECK (((length(report_no) >= 2) AND (length(report_no) <= 60)))
);
alter table inspection.lab_result enable row level security;
alter table inspection.lab_result force row level security;
create policy one_etown on inspection.lab_result for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.lab_result FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.lab_result FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER lab_adds_up AFTER INSERT ON inspection.lab_result DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION inspection.lab_adds_up();
CREATE TRIGGER lab_is_sound BEFORE INSERT ON inspection.lab_result FOR EACH ROW EXECUTE FUNCTION inspection.lab_is_sound();
CREATE TRIGGER move_sample AFTER INSERT ON inspection.lab_result FOR EACH ROW EXECUTE FUNCTION inspection.move_sample();
grant insert, select on inspection.lab_result to ezhen_app;

-- 导入的 GB 2763 限量 (mg/kg)
create table inspection.limit_row (
  etown integer not null,
  id bigint not null generated always as identity,
  pesticide text not null,
  node text[] not null,
  except_foods text[] not null default '{}'::text[],
  most text not null,
  version text not null,
  from_day date not null,
  until_day date,
  source text not null,
  sha256 text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint limit_row_pkey PRIMARY KEY (etown, id),
  constraint limit_row_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint limit_row_etown_pesticide_node_version_key UNIQUE (etown, pesticide, node, version),
  constraint limit_row_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint limit_row_most_check CHECK ((most ~ '^[0-9]{1,4}([.][0-9]{1,5})?$'::text))
);
alter table inspection.limit_row enable row level security;
alter table inspection.limit_row force row level security;
create policy one_etown on inspection.limit_row for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.limit_row FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.limit_row FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on inspection.limit_row to ezhen_app;

-- 检测方法登记: 数据库按它复核限值、复检次数与适用品类; 应用只读
create table inspection.method (
  code text not null,
  kind text not null,
  from_day date not null,
  until_day date,
  limit_percent numeric(6,3),
  blank_least numeric(7,4),
  retests integer not null,
  sees text[] not null default '{}'::text[],
  items text[] not null default '{}'::text[],
  matrices text[] not null,
  extended text[] not null default '{}'::text[],
  refuses text[] not null default '{}'::text[],
  excepted text[] not null default '{}'::text[], -- 方法不适用的品类
  constraint method_pkey PRIMARY KEY (code),
  constraint method_check CHECK ((from_day < until_day)),
  constraint method_check1 CHECK (((kind = 'confirmatory'::text) = (limit_percent IS NULL))),
  constraint method_code_check CHECK (((length(code) >= 2) AND (length(code) <= 40))),
  constraint method_kind_check CHECK ((kind = ANY (ARRAY['enzyme'::text, 'strip'::text, 'confirmatory'::text]))),
  constraint method_retests_check CHECK (((retests >= 0) AND (retests <= 5)))
);
grant select on inspection.method to ezhen_app;

-- 农药通用名与类别: 用药记录里的药属于哪一类
create table inspection.pesticide (
  name text not null,
  class text not null,
  constraint pesticide_pkey PRIMARY KEY (name)
);
grant select on inspection.pesticide to ezhen_app;

-- 抽样计划
create table inspection.plan (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  food text not null,
  samples integer not null,
  from_day date not null,
  until_day date not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint plan_pkey PRIMARY KEY (etown, id),
  constraint plan_check CHECK ((from_day < until_day)),
  constraint plan_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint plan_name_check CHECK (((length(name) >= 4) AND (length(name) <= 60))),
  constraint plan_samples_check CHECK (((samples >= 1) AND (samples <= 10000)))
);
alter table inspection.plan enable row level security;
alter table inspection.plan force row level security;
create policy one_etown on inspection.plan for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.plan FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.plan FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on inspection.plan to ezhen_app;

-- 试剂批次, expires_on 为可用的最后一天
create table inspection.reagent (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  batch text not null,
  expires_on date not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint reagent_pkey PRIMARY KEY (etown, id),
  constraint reagent_batch_check CHECK (((length(batch) >= 1) AND (length(batch) <= 40))),
  constraint reagent_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint reagent_etown_name_batch_key UNIQUE (etown, name, batch),
  constraint reagent_name_check CHECK (((length(name) >= 2) AND (length(name) <= 40)))
);
alter table inspection.reagent enable row level security;
alter table inspection.reagent force row level security;
create policy one_etown on inspection.reagent for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.reagent FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.reagent FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on inspection.reagent to ezhen_app;

-- 被抽查人申请复检: 收到结果后 4 小时内, 不得用快速方法
create table inspection.reinspection (
  etown integer not null,
  sample bigint not null,
  asked_at timestamp with time zone not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint reinspection_pkey PRIMARY KEY (etown, sample),
  constraint reinspection_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint reinspection_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.told(etown, sample)
);
alter table inspection.reinspection enable row level security;
alter table inspection.reinspection force row level security;
create policy one_etown on inspection.reinspection for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.reinspection FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.reinspection FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER ask_in_time BEFORE INSERT ON inspection.reinspection FOR EACH ROW EXECUTE FUNCTION inspection.ask_in_time();
grant insert, select on inspection.reinspection to ezhen_app;

-- 复核: 由另一人; 阳性不能由复核抹去
create table inspection.review (
  etown integer not null,
  sample bigint not null,
  decision text not null,
  said text,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint review_pkey PRIMARY KEY (etown, sample),
  constraint review_check CHECK (((decision = 'confirmed'::text) OR (said IS NOT NULL))),
  constraint review_decision_check CHECK ((decision = ANY (ARRAY['confirmed'::text, 'withdrawn'::text]))),
  constraint review_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint review_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.sample(etown, id),
  constraint review_said_check CHECK (((length(said) >= 4) AND (length(said) <= 200)))
);
alter table inspection.review enable row level security;
alter table inspection.review force row level security;
create policy one_etown on inspection.review for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.review FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.review FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER move_sample AFTER INSERT ON inspection.review FOR EACH ROW EXECUTE FUNCTION inspection.move_sample();
CREATE TRIGGER reviewed_by_another BEFORE INSERT ON inspection.review FOR EACH ROW EXECUTE FUNCTION inspection.reviewed_by_another();
grant insert, select on inspection.review to ezhen_app;

-- 测定: 每次读数一行, 永不删改; 判定由读数与限值算出, 不修约, 等于限值为阳性
create table inspection.run (
  etown integer not null,
  id bigint not null generated always as identity,
  sample bigint not null,
  instrument bigint,
  reagent bigint,
  line bigint,
  control numeric(7,4), -- ΔA₀ 空白对照吸光度变化
  change numeric(7,4), -- ΔAₜ 样品吸光度变化
  value numeric(9,4),
  bound text,
  limit_percent numeric(6,3) not null,
  blank_least numeric(7,4) not null,
  percent text,
  verdict text not null,
  notes text[] not null default '{}'::text[],
  measured_at timestamp with time zone not null,
  operator text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint run_pkey PRIMARY KEY (etown, id),
  constraint one_reading CHECK ((((control IS NULL) = (change IS NULL)) AND ((control IS NULL) <> (value IS NULL)))),
  constraint run_bound_check CHECK ((bound = ANY (ARRAY['<'::text, '>'::text]))),
  constraint run_control_check CHECK ((control >= (0)::numeric)),
  constraint run_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint run_etown_instrument_fkey FOREIGN KEY (etown, instrument) REFERENCES inspection.instrument(etown, id),
  constraint run_etown_line_fkey FOREIGN KEY (etown, line) REFERENCES inspection.device_line(etown, id),
  constraint run_etown_line_key UNIQUE (etown, line),
  constraint run_etown_reagent_fkey FOREIGN KEY (etown, reagent) REFERENCES inspection.reagent(etown, id),
  constraint run_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.sample(etown, id),
  constraint run_verdict_check CHECK ((verdict = ANY (ARRAY['negative'::text, 'positive'::text, 'invalid'::text]))),
  constraint verdict_follows CHECK ((verdict =
CASE
    WHEN ((control < blank_least) OR (control = (0)::numeric)) THEN 'invalid'::text
    WHEN (control IS NOT NULL) THEN
    CASE
        WHEN (((control - change) * (100)::numeric) >= (limit_percent * control)) THEN 'positive'::text
        ELSE 'negative'::text
    END
    WHEN (bound = '<'::text) THEN
    CASE
        WHEN (value <= limit_percent) THEN 'negative'::text
        ELSE 'invalid'::text
    END
    WHEN (bound = '>'::text) THEN
    CASE
        WHEN (value >= limit_percent) THEN 'positive'::text
        ELSE 'invalid'::text
    END
    WHEN (value >= limit_percent) THEN 'positive'::text
    ELSE 'negative'::text
END))
);
CREATE INDEX run_sample ON inspection.run USING btree (etown, sample);
alter table inspection.run enable row level security;
alter table inspection.run force row level security;
create policy one_etown on inspection.run for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.run FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.run FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER move_sample AFTER INSERT ON inspection.run FOR EACH ROW EXECUTE FUNCTION inspection.move_sample();
CREATE TRIGGER runs_are_sound AFTER INSERT ON inspection.run REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION inspection.runs_are_sound();
grant insert, select on inspection.run to ezhen_app;

-- 样品: 检测人只见样品码, 不见批次与农户; 状态只由触发器随读数、复核、确证而变
create table inspection.sample (
  etown integer not null,
  id bigint not null generated always as identity,
  task bigint not null,
  lot bigint not null,
  food text not null,
  method text not null,
  retests integer not null,
  code text not null,
  state text not null default 'drawn'::text,
  taken_at timestamp with time zone not null,
  taken_by text not null,
  taken_where text not null,
  at timestamp with time zone not null default now(),
  constraint sample_pkey PRIMARY KEY (etown, id),
  constraint sample_code_check CHECK ((code ~ '^[2-9A-HJ-NP-Z]{6}$'::text)),
  constraint sample_etown_code_key UNIQUE (etown, code),
  constraint sample_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint sample_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint sample_etown_task_fkey FOREIGN KEY (etown, task) REFERENCES inspection.task(etown, id),
  constraint sample_retests_check CHECK (((retests >= 0) AND (retests <= 5))),
  constraint sample_state_check CHECK ((state = ANY (ARRAY['drawn'::text, 'to-review'::text, 'passed'::text, 'locked'::text, 'failed'::text, 'disputed'::text, 'cleared'::text, 'condemned'::text, 'withdrawn'::text]))),
  constraint sample_taken_where_check CHECK (((length(taken_where) >= 2) AND (length(taken_where) <= 60)))
);
CREATE INDEX sample_lot ON inspection.sample USING btree (etown, lot);
CREATE INDEX sample_state ON inspection.sample USING btree (etown, state);
CREATE INDEX sample_task ON inspection.sample USING btree (etown, task);
alter table inspection.sample enable row level security;
alter table inspection.sample force row level security;
create policy one_etown on inspection.sample for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE CONSTRAINT TRIGGER positive_is_held AFTER UPDATE ON inspection.sample DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.state = ANY (ARRAY['locked'::text, 'failed'::text, 'disputed'::text, 'condemned'::text])) EXECUTE FUNCTION inspection.positive_is_held();
CREATE TRIGGER sample_of_its_task BEFORE INSERT ON inspection.sample FOR EACH ROW EXECUTE FUNCTION inspection.sample_of_its_task();
grant select on inspection.sample to ezhen_app;
grant insert (etown) on inspection.sample to ezhen_app;
grant insert (task) on inspection.sample to ezhen_app;
grant insert (lot) on inspection.sample to ezhen_app;
grant insert (food) on inspection.sample to ezhen_app;
grant insert (method) on inspection.sample to ezhen_app;
grant insert (retests) on inspection.sample to ezhen_app;
grant insert (code) on inspection.sample to ezhen_app;
grant insert (taken_at) on inspection.sample to ezhen_app;
grant insert (taken_by) on inspection.sample to ezhen_app;
grant insert (taken_where) on inspection.sample to ezhen_app;
grant insert (at) on inspection.sample to ezhen_app;

-- 检测任务: 哪个批次按什么方法检, 自检、委托或监督抽检
create table inspection.task (
  etown integer not null,
  id bigint not null generated always as identity,
  plan bigint,
  lot bigint not null,
  food text not null,
  method text not null,
  purpose text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint task_pkey PRIMARY KEY (etown, id),
  constraint task_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint task_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint task_etown_plan_fkey FOREIGN KEY (etown, plan) REFERENCES inspection.plan(etown, id),
  constraint task_purpose_check CHECK ((purpose = ANY (ARRAY['self'::text, 'commissioned'::text, 'supervision'::text])))
);
CREATE INDEX task_lot ON inspection.task USING btree (etown, lot);
CREATE INDEX task_plan ON inspection.task USING btree (etown, plan);
alter table inspection.task enable row level security;
alter table inspection.task force row level security;
create policy one_etown on inspection.task for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.task FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.task FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER task_makes_sense BEFORE INSERT ON inspection.task FOR EACH ROW EXECUTE FUNCTION inspection.task_makes_sense();
grant insert, select on inspection.task to ezhen_app;

-- 合格证样式的起止日与可勾的承诺依据; 措辞见 data/templates.yaml
create table inspection.template (
  code text not null,
  from_day date not null,
  until_day date,
  bases text[] not null,
  constraint template_pkey PRIMARY KEY (code),
  constraint template_check CHECK ((from_day < until_day))
);
grant select on inspection.template to ezhen_app;

-- 检测标签: 只随通过复核的样品, 与复核同一事务
create table inspection.test_label (
  etown integer not null,
  sample bigint not null,
  number text not null,
  at timestamp with time zone not null default now(),
  constraint test_label_pkey PRIMARY KEY (etown, sample),
  constraint test_label_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint test_label_etown_number_key UNIQUE (etown, number),
  constraint test_label_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.sample(etown, id),
  constraint test_label_number_check CHECK ((number ~ '^T[2-9A-HJ-NP-Z]{12}$'::text))
);
alter table inspection.test_label enable row level security;
alter table inspection.test_label force row level security;
create policy one_etown on inspection.test_label for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.test_label FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.test_label FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER label_needs_verdict BEFORE INSERT ON inspection.test_label FOR EACH ROW EXECUTE FUNCTION inspection.label_needs_verdict();
grant insert, select on inspection.test_label to ezhen_app;

-- 告知被检方: 4 小时复检时限自此起算
create table inspection.told (
  etown integer not null,
  sample bigint not null,
  told_at timestamp with time zone not null,
  how text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint told_pkey PRIMARY KEY (etown, sample),
  constraint told_check CHECK ((told_at <= (at + '00:05:00'::interval))),
  constraint told_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint told_etown_sample_fkey FOREIGN KEY (etown, sample) REFERENCES inspection.sample(etown, id),
  constraint told_how_check CHECK (((length(how) >= 2) AND (length(how) <= 60)))
);
alter table inspection.told enable row level security;
alter table inspection.told force row level security;
create policy one_etown on inspection.told for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON inspection.told FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON inspection.told FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on inspection.told to ezhen_app;

-- 有效的承诺达标合格证: 一行一次开具, boxes 张
create view inspection_pub.certificate with (security_invoker=true) as
 SELECT etown,
    id AS certificate,
    number,
    style,
    product,
    boxes,
    issued_on AS day
   FROM inspection.certificate c
  WHERE NOT (EXISTS ( SELECT
           FROM inspection.certificate_void v
          WHERE v.etown = c.etown AND v.certificate = c.id));
grant select on inspection_pub.certificate to ezhen_app;

-- 有结果的实验室检测: 一行一份报告
create view inspection_pub.lab_test with (security_invoker=true) as
 SELECT r.etown,
    r.sample,
    s.code,
    s.lot,
    s.food,
    (s.taken_at AT TIME ZONE 'Asia/Shanghai'::text)::date AS day,
    r.passes,
    r.sha256 AS evidence
   FROM inspection.lab_result r
     JOIN inspection.sample s ON s.etown = r.etown AND s.id = r.sample
  WHERE s.state = ANY (ARRAY['passed'::text, 'cleared'::text, 'condemned'::text]);
grant select on inspection_pub.lab_test to ezhen_app;

-- 有结果的快检样品: 一行一个样品; 有一次阳性即为阳性, 不因后来的结果改变
create view inspection_pub.rapid_test with (security_invoker=true) as
 SELECT etown,
    id AS sample,
    code,
    lot,
    food,
    (taken_at AT TIME ZONE 'Asia/Shanghai'::text)::date AS day,
    (EXISTS ( SELECT
           FROM inspection.run r
          WHERE r.etown = s.etown AND r.sample = s.id AND r.verdict = 'positive'::text)) AS positive
   FROM inspection.sample s
  WHERE (state <> ALL (ARRAY['drawn'::text, 'to-review'::text, 'withdrawn'::text])) AND (EXISTS ( SELECT
           FROM inspection.run r
          WHERE r.etown = s.etown AND r.sample = s.id AND r.verdict <> 'invalid'::text));
grant select on inspection_pub.rapid_test to ezhen_app;

-- 样品的抽样日: 结果出来时重数这一日
create view inspection_pub.sample_day with (security_invoker=true) as
 SELECT etown,
    id AS sample,
    (taken_at AT TIME ZONE 'Asia/Shanghai'::text)::date AS day
   FROM inspection.sample;
grant select on inspection_pub.sample_day to ezhen_app;

-- 线路试算: 一份请求和为它求得的配送方案; 不改动业务数据
create table logistics.route_trial (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  job bigint not null, -- 求解的任务; 进度看任务
  request bytea not null, -- 请求 (加密: 含收货人位置与说明)
  tasks integer not null,
  vehicles integer not null,
  cost_unit text not null, -- 费用单位: fen 分; seconds 请求没有写费用, 按行驶秒数计
  asked_by text not null,
  asked_at timestamp with time zone not null default now(),
  cancelled_by text,
  cancelled_at timestamp with time zone,
  plan bytea, -- 配送方案 (加密), 经独立校验后才写入
  cost bigint,
  routes integer,
  unassigned integer,
  ended_at timestamp with time zone,
  constraint route_trial_pkey PRIMARY KEY (etown, id),
  constraint cancelled_by_somebody CHECK (((cancelled_at IS NULL) = (cancelled_by IS NULL))),
  constraint ends_with_plan_or_cancelled CHECK (((ended_at IS NULL) OR (plan IS NOT NULL) OR (cancelled_at IS NOT NULL))),
  constraint plan_in_figures CHECK ((((plan IS NULL) = (cost IS NULL)) AND ((plan IS NULL) = (routes IS NULL)) AND ((plan IS NULL) = (unassigned IS NULL)))),
  constraint plan_is_an_end CHECK (((plan IS NULL) OR (ended_at IS NOT NULL))),
  constraint route_trial_cost_unit_check CHECK ((cost_unit = ANY (ARRAY['fen'::text, 'seconds'::text]))),
  constraint route_trial_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint route_trial_etown_job_fkey FOREIGN KEY (etown, job) REFERENCES platform.job(etown, id),
  constraint route_trial_etown_job_key UNIQUE (etown, job),
  constraint route_trial_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint route_trial_tasks_check CHECK ((tasks >= 0)),
  constraint route_trial_vehicles_check CHECK ((vehicles >= 1))
);
alter table logistics.route_trial enable row level security;
alter table logistics.route_trial force row level security;
create policy one_etown on logistics.route_trial for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON logistics.route_trial FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert, select on logistics.route_trial to ezhen_app;
grant update (cancelled_by) on logistics.route_trial to ezhen_app;
grant update (cancelled_at) on logistics.route_trial to ezhen_app;
grant update (plan) on logistics.route_trial to ezhen_app;
grant update (cost) on logistics.route_trial to ezhen_app;
grant update (routes) on logistics.route_trial to ezhen_app;
grant update (unassigned) on logistics.route_trial to ezhen_app;
grant update (ended_at) on logistics.route_trial to ezhen_app;

-- 列对应: 本e镇补充的列名与状态的含义; 每次另存一版, 以最新一版读之后的文件
create table market.column_mapping (
  etown integer not null,
  platform text not null,
  number integer not null,
  columns jsonb not null, -- {项: 文件里的列名}
  statuses jsonb not null, -- {文件里的状态: 订单阶段}
  made_by text not null,
  made_at timestamp with time zone not null default now(),
  constraint column_mapping_pkey PRIMARY KEY (etown, platform, number),
  constraint column_mapping_check CHECK (((columns <> '{}'::jsonb) OR (statuses <> '{}'::jsonb))),
  constraint column_mapping_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint column_mapping_number_check CHECK ((number >= 1)),
  constraint column_mapping_platform_check CHECK ((platform = ANY (ARRAY['taobao'::text, 'jd'::text, 'douyin'::text, 'pdd'::text])))
);
alter table market.column_mapping enable row level security;
alter table market.column_mapping force row level security;
create policy one_etown on market.column_mapping for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON market.column_mapping FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON market.column_mapping FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on market.column_mapping to ezhen_app;

-- 导入批次: 一个文件的一次导入, 附守恒回执: 读到 = 采纳 + 合并 + 退回
create table market.import_batch (
  etown integer not null,
  id bigint not null generated always as identity,
  shop bigint not null,
  platform text not null,
  sha256 text not null,
  file_name text not null,
  state text not null, -- 状态: waiting 等待或正在导入, unmapped 待对应, imported 已导入, refused 整份被拒
  job bigint not null, -- 读文件的任务; 进度看任务
  profile text, -- 所用导出格式及其版本
  read_rows integer,
  accepted_rows integer,
  merged_rows integer,
  rejected_rows integer,
  receipt jsonb, -- 守恒回执
  found jsonb, -- 待对应: 文件里的列, 缺哪几项
  refusals jsonb not null default '[]'::jsonb, -- 整份被拒或待对应的原因
  asked_by text not null,
  asked_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint import_batch_pkey PRIMARY KEY (etown, id),
  constraint ended CHECK (((state = ANY (ARRAY['imported'::text, 'refused'::text])) = (ended_at IS NOT NULL))),
  constraint import_batch_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint import_batch_etown_id_shop_platform_key UNIQUE (etown, id, shop, platform),
  constraint import_batch_etown_job_fkey FOREIGN KEY (etown, job) REFERENCES platform.job(etown, id),
  constraint import_batch_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint import_batch_etown_shop_platform_fkey FOREIGN KEY (etown, shop, platform) REFERENCES market.shop(etown, id, platform),
  constraint import_batch_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'unmapped'::text, 'imported'::text, 'refused'::text]))),
  constraint imported_has_receipt CHECK ((((state = 'imported'::text) = (receipt IS NOT NULL)) AND ((receipt IS NULL) = (profile IS NULL)))),
  constraint nothing_lost CHECK ((((receipt IS NULL) = (read_rows IS NULL)) AND (read_rows = ((accepted_rows + merged_rows) + rejected_rows)))),
  constraint refused_has_reason CHECK (((state = ANY (ARRAY['refused'::text, 'unmapped'::text])) = (refusals <> '[]'::jsonb))),
  constraint unmapped_says_found CHECK (((state = 'unmapped'::text) = (found IS NOT NULL)))
);
CREATE INDEX import_batch_sha256 ON market.import_batch USING btree (etown, sha256);
CREATE INDEX import_batch_shop ON market.import_batch USING btree (etown, shop);
alter table market.import_batch enable row level security;
alter table market.import_batch force row level security;
create policy one_etown on market.import_batch for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON market.import_batch FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert, select, update on market.import_batch to ezhen_app;

-- 被取代的观察: 别的文件或别的行里看到的同一订单行, 排序在当前状态之前; 只增不改
create table market.observation (
  etown integer not null,
  day date not null,
  shop bigint not null,
  batch bigint not null,
  paid_at timestamp with time zone,
  payable_fen bigint,
  paid_fen bigint,
  received_fen bigint,
  refund_fen bigint,
  goods_fen bigint,
  row_no integer not null,
  quantity integer,
  stage smallint not null,
  wholesale boolean not null,
  platform text not null,
  order_no text collate "C" not null,
  sub_no text collate "C" not null,
  facts_hash uuid not null, -- 本行事实的 SHA-256 前 128 位: 同一事实只留一次
  product text not null,
  waybill text,
  mark text,
  constraint observation_pkey PRIMARY KEY (etown, order_no, sub_no, platform, facts_hash),
  constraint observation_etown_batch_shop_platform_fkey FOREIGN KEY (etown, batch, shop, platform) REFERENCES market.import_batch(etown, id, shop, platform),
  constraint observation_etown_order_no_sub_no_platform_fkey FOREIGN KEY (etown, order_no, sub_no, platform) REFERENCES market.order_line(etown, order_no, sub_no, platform)
);
alter table market.observation enable row level security;
alter table market.observation force row level security;
create policy one_etown on market.observation for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON market.observation FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON market.observation FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on market.observation to ezhen_app;

-- 订单行: 平台订单一行的当前状态, 即各文件所见中排序最后的一个; 不含买家信息
create table market.order_line (
  etown integer not null,
  day date not null, -- 计入哪一天: 付款日, 没有则下单日
  shop bigint not null,
  batch bigint not null,
  paid_at timestamp with time zone,
  payable_fen bigint, -- 应付 (分), 文件没写为空
  paid_fen bigint, -- 实付 (分)
  received_fen bigint, -- 商家实收 (分)
  refund_fen bigint, -- 退款 (分)
  goods_fen bigint, -- 商品金额: 单价×数量减优惠 (分), 整单金额按此分摊
  share_fen bigint, -- 口径所用金额中属于本行的部分 (分)
  retail_fen bigint not null, -- 计入网络零售额 (分)
  row_no integer not null, -- 在文件里的行号
  quantity integer,
  stage smallint not null, -- 订单阶段: 0 待付款, 1 已付款, 2 已发货, 3 交易成功, 4 部分退款, 5 已关闭, 6 已退款
  wholesale boolean not null,
  counts_order boolean not null, -- 本行代表其订单计入订单数: 订单的第一个计入的行
  platform text not null,
  order_no text collate "C" not null,
  sub_no text collate "C" not null,
  excluded text, -- 不计入零售额的原因; 空为计入
  product text not null,
  waybill text,
  mark text, -- 备注记号; 备注本身不保存
  constraint order_line_pkey PRIMARY KEY (etown, order_no, sub_no, platform),
  constraint counted_within_share CHECK (((excluded IS NOT NULL) OR (retail_fen <= share_fen))),
  constraint excluded_counts_nothing CHECK (((excluded IS NULL) OR ((retail_fen = 0) AND (NOT counts_order)))),
  constraint order_line_excluded_check CHECK ((excluded = ANY (ARRAY['unpaid'::text, 'closed'::text, 'refunded'::text, 'refund-unknown'::text, 'wholesale'::text, 'amount-unknown'::text]))),
  constraint order_line_goods_fen_check CHECK ((goods_fen >= 0)),
  constraint order_line_order_no_check CHECK ((order_no <> ''::text)),
  constraint order_line_paid_fen_check CHECK ((paid_fen >= 0)),
  constraint order_line_payable_fen_check CHECK ((payable_fen >= 0)),
  constraint order_line_received_fen_check CHECK ((received_fen >= 0)),
  constraint order_line_refund_fen_check CHECK ((refund_fen >= 0)),
  constraint order_line_retail_fen_check CHECK ((retail_fen >= 0)),
  constraint order_line_share_fen_check CHECK ((share_fen >= 0)),
  constraint order_line_stage_check CHECK (((stage >= 0) AND (stage <= 6)))
);
CREATE INDEX order_line_counted ON market.order_line USING btree (etown, day, shop, excluded) INCLUDE (counts_order, retail_fen, refund_fen, share_fen);
CREATE INDEX order_line_parcel ON market.order_line USING btree (etown, day, waybill, shop) WHERE (waybill IS NOT NULL);
alter table market.order_line enable row level security;
alter table market.order_line force row level security;
create policy one_etown on market.order_line for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on market.order_line to ezhen_app;

-- 退回的行: 第几行、哪一列、为什么、原文举例 (个人信息列从不读取, 故不会出现)
create table market.rejected_row (
  etown integer not null,
  batch bigint not null,
  row_no integer not null, -- 表格软件里看到的行号
  place integer not null, -- 该行第几个问题
  code text not null,
  header text not null,
  example text not null,
  constraint rejected_row_pkey PRIMARY KEY (etown, batch, row_no, place),
  constraint rejected_row_etown_batch_fkey FOREIGN KEY (etown, batch) REFERENCES market.import_batch(etown, id),
  constraint rejected_row_place_check CHECK ((place >= 1)),
  constraint rejected_row_row_no_check CHECK ((row_no >= 1))
);
alter table market.rejected_row enable row level security;
alter table market.rejected_row force row level security;
create policy one_etown on market.rejected_row for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON market.rejected_row FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON market.rejected_row FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on market.rejected_row to ezhen_app;

-- 网店: 某主体在某平台开的店
create table market.shop (
  etown integer not null,
  id bigint not null generated always as identity,
  version integer not null default 1,
  platform text not null,
  name text not null,
  shop_no text, -- 平台的店铺编号
  operator bigint not null, -- 经营主体: 店里的销售算谁的
  opened_on date,
  closed_on date,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  constraint shop_pkey PRIMARY KEY (etown, id),
  constraint shop_check CHECK ((closed_on >= opened_on)),
  constraint shop_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint shop_etown_id_platform_key UNIQUE (etown, id, platform),
  constraint shop_etown_operator_fkey FOREIGN KEY (etown, operator) REFERENCES party.party(etown, id),
  constraint shop_etown_platform_name_key UNIQUE (etown, platform, name),
  constraint shop_etown_platform_shop_no_key UNIQUE (etown, platform, shop_no),
  constraint shop_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint shop_platform_check CHECK ((platform = ANY (ARRAY['taobao'::text, 'jd'::text, 'douyin'::text, 'pdd'::text]))),
  constraint shop_shop_no_check CHECK (((length(shop_no) >= 1) AND (length(shop_no) <= 40)))
);
CREATE INDEX shop_operator ON market.shop USING btree (etown, operator);
alter table market.shop enable row level security;
alter table market.shop force row level security;
create policy one_etown on market.shop for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on market.shop to ezhen_app;

-- 订单行的计数列, 原值: 退款只对计入的行, 不计金额 (share_fen) 只对不计的行, 与 market_pub.order_line 同口径; 只含索引 order_line_counted 里的列, 全量重算用
create view market_pub.line_amount with (security_invoker=true) as
 SELECT etown,
    day,
    shop,
    excluded AS excluded_reason,
    counts_order,
    retail_fen,
    refund_fen,
    share_fen
   FROM market.order_line;
grant select on market_pub.line_amount to ezhen_app;

-- 计入网络零售额的订单行: 卖的什么商品, 有没有运单号和备注记号
create view market_pub.order_goods with (security_invoker=true) as
 SELECT l.etown,
    l.shop,
    s.operator,
    l.day,
    l.platform,
    l.order_no,
    l.sub_no,
    l.product,
    l.waybill,
    l.mark,
    l.retail_fen,
    l.batch,
    b.sha256 AS evidence
   FROM market.order_line l
     JOIN market.shop s ON s.etown = l.etown AND s.id = l.shop
     JOIN market.import_batch b ON b.etown = l.etown AND b.id = l.batch
  WHERE l.excluded IS NULL;
grant select on market_pub.order_goods to ezhen_app;

-- 订单行计数口径: 零售额 = Σ retail_fen, 已减 refund; 订单数 = counts_order 的行数; excluded_reason 为不计原因, excluded_fen 为因此不计的金额
create view market_pub.order_line with (security_invoker=true) as
 SELECT l.etown,
    l.platform,
    l.shop,
    s.name AS shop_name,
    s.operator,
    l.order_no,
    l.sub_no,
    l.day,
    (ARRAY['awaiting-payment'::text, 'paid'::text, 'shipped'::text, 'succeeded'::text, 'partly-refunded'::text, 'closed'::text, 'refunded'::text])[l.stage + 1] AS status,
        CASE
            WHEN l.excluded IS NULL THEN l.retail_fen
            ELSE NULL::bigint
        END AS retail_fen,
        CASE
            WHEN l.excluded IS NULL THEN COALESCE(l.refund_fen, 0::bigint)
            ELSE NULL::bigint
        END AS refund,
    l.excluded AS excluded_reason,
        CASE
            WHEN l.excluded IS NOT NULL THEN COALESCE(l.share_fen, 0::bigint)
            ELSE NULL::bigint
        END AS excluded_fen,
    l.counts_order,
    l.batch,
    l.row_no,
    b.sha256 AS evidence
   FROM market.order_line l
     JOIN market.shop s ON s.etown = l.etown AND s.id = l.shop
     JOIN market.import_batch b ON b.etown = l.etown AND b.id = l.batch;
grant select on market_pub.order_line to ezhen_app;

-- 包裹: 订单文件里的运单号, 同一运单号同一付款日只一行
create view market_pub.parcel with (security_invoker=true) as
 SELECT DISTINCT ON (l.etown, l.day, l.waybill) l.etown,
    l.day,
    l.waybill,
    l.platform,
    l.shop,
    l.order_no,
    l.sub_no,
    l.batch,
    l.row_no,
    b.sha256 AS evidence
   FROM market.order_line l
     JOIN market.import_batch b ON b.etown = l.etown AND b.id = l.batch
  WHERE l.waybill IS NOT NULL
  ORDER BY l.etown, l.day, l.waybill, l.shop, l.order_no, l.sub_no;
grant select on market_pub.parcel to ezhen_app;

-- 包裹归哪个网店: 与 market_pub.parcel 同口径, 只含索引 order_line_parcel 里的列, 全量重算用
create view market_pub.parcel_shop with (security_invoker=true) as
 SELECT DISTINCT ON (etown, day, waybill) etown,
    day,
    waybill,
    shop
   FROM market.order_line
  WHERE waybill IS NOT NULL
  ORDER BY etown, day, waybill, shop;
grant select on market_pub.parcel_shop to ezhen_app;

-- 网店
create view market_pub.shop with (security_invoker=true) as
 SELECT etown,
    id AS shop,
    platform,
    name,
    operator
   FROM market.shop;
grant select on market_pub.shop to ezhen_app;

-- 公示版本: 每次更正另存一版; 实质更正的重新起算
create table notice.edition (
  etown integer not null,
  notice bigint not null,
  number integer not null,
  title text not null,
  basis text not null,
  contact text not null,
  columns text[] not null,
  rows jsonb not null, -- 已脱敏的名单; 原始名单在证据文件里
  days integer not null,
  published_at timestamp with time zone not null,
  published_on date not null, -- 起算日 (公布当日不计入); 非实质更正沿用上一版
  runs_through date not null, -- 公示期最后一日 (含)
  material boolean not null,
  why text,
  by text not null,
  evidence text not null,
  sha256 text not null,
  constraint edition_pkey PRIMARY KEY (etown, notice, number),
  constraint edition_basis_check CHECK (((length(basis) >= 2) AND (length(basis) <= 2000))),
  constraint edition_check CHECK ((runs_through > published_on)),
  constraint edition_check1 CHECK (((number = 1) = (why IS NULL))),
  constraint edition_columns_check CHECK (((cardinality(columns) >= 1) AND (cardinality(columns) <= 12))),
  constraint edition_contact_check CHECK (((length(contact) >= 5) AND (length(contact) <= 200))),
  constraint edition_days_check CHECK (((days >= 1) AND (days <= 60))),
  constraint edition_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint edition_etown_notice_fkey FOREIGN KEY (etown, notice) REFERENCES notice.notice(etown, id),
  constraint edition_number_check CHECK ((number >= 1)),
  constraint edition_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint edition_title_check CHECK (((length(title) >= 4) AND (length(title) <= 200))),
  constraint edition_why_check CHECK (((length(why) >= 2) AND (length(why) <= 500)))
);
alter table notice.edition enable row level security;
alter table notice.edition force row level security;
create policy one_etown on notice.edition for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notice.edition FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON notice.edition FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on notice.edition to ezhen_app;

-- 公示: acceptance 验收, subsidy 补助, procurement 采购结果, brand 品牌授权, award 评奖, other 其他
create table notice.notice (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  origin text, -- 由别的业务室提出时的出处, 如 subsidy.window/3
  made_by text not null,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  withdrawn_why text,
  constraint notice_pkey PRIMARY KEY (etown, id),
  constraint notice_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_why IS NULL)))),
  constraint notice_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint notice_kind_check CHECK ((kind = ANY (ARRAY['acceptance'::text, 'subsidy'::text, 'procurement'::text, 'brand'::text, 'award'::text, 'other'::text]))) NOT VALID,
  constraint notice_origin_check CHECK ((origin ~ '^[a-z]+\.[a-z-]+/[0-9]{1,18}$'::text)),
  constraint notice_withdrawn_why_check CHECK (((length(withdrawn_why) >= 2) AND (length(withdrawn_why) <= 500)))
);
alter table notice.notice enable row level security;
alter table notice.notice force row level security;
create policy one_etown on notice.notice for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on notice.notice to ezhen_app;
grant update (withdrawn_at) on notice.notice to ezhen_app;
grant update (withdrawn_by) on notice.notice to ezhen_app;
grant update (withdrawn_why) on notice.notice to ezhen_app;

-- 异议: 未答复的、成立而未更正的, 公示不算期满
create table notice.objection (
  etown integer not null,
  id bigint not null generated always as identity,
  notice bigint not null,
  edition integer not null,
  received_on date not null,
  from_sealed bytea not null, -- 提出人及联系方式 (加密)
  text text not null,
  entered_by text not null,
  entered_at timestamp with time zone not null,
  upheld boolean,
  answer text,
  answered_by text,
  answered_at timestamp with time zone,
  constraint objection_pkey PRIMARY KEY (etown, id),
  constraint objection_answer_check CHECK (((length(answer) >= 2) AND (length(answer) <= 2000))),
  constraint objection_check CHECK ((((upheld IS NULL) = (answer IS NULL)) AND ((upheld IS NULL) = (answered_by IS NULL)) AND ((upheld IS NULL) = (answered_at IS NULL)))),
  constraint objection_etown_notice_edition_fkey FOREIGN KEY (etown, notice, edition) REFERENCES notice.edition(etown, notice, number),
  constraint objection_text_check CHECK (((length(text) >= 2) AND (length(text) <= 2000)))
);
alter table notice.objection enable row level security;
alter table notice.objection force row level security;
create policy one_etown on notice.objection for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on notice.objection to ezhen_app;
grant update (upheld) on notice.objection to ezhen_app;
grant update (answer) on notice.objection to ezhen_app;
grant update (answered_by) on notice.objection to ezhen_app;
grant update (answered_at) on notice.objection to ezhen_app;

-- 在线证明: 从公开网址取回页面的时刻、状态、页面哈希、是否显示本版
create table notice.sighting (
  etown integer not null,
  notice bigint not null,
  edition integer not null,
  at timestamp with time zone not null,
  status integer not null,
  page_sha256 text,
  shows_it boolean not null,
  constraint sighting_pkey PRIMARY KEY (etown, notice, at),
  constraint sighting_etown_notice_edition_fkey FOREIGN KEY (etown, notice, edition) REFERENCES notice.edition(etown, notice, number),
  constraint sighting_page_sha256_check CHECK ((page_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint sighting_status_check CHECK (((status >= 0) AND (status <= 599)))
);
alter table notice.sighting enable row level security;
alter table notice.sighting force row level security;
create policy one_etown on notice.sighting for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON notice.sighting FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON notice.sighting FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on notice.sighting to ezhen_app;

-- 公示现状: 最新版期满日、是否撤回、未了结的异议数
create view notice_pub.standing with (security_invoker=true) as
 SELECT n.etown,
    n.id AS notice,
    e.number AS edition,
    e.runs_through,
    n.withdrawn_at IS NOT NULL AS withdrawn,
    ( SELECT count(*) AS count
           FROM notice.objection o
          WHERE o.etown = n.etown AND o.notice = n.id AND (o.upheld IS NULL OR o.upheld AND o.edition >= e.number)) AS hindered
   FROM notice.notice n
     JOIN LATERAL ( SELECT x.etown,
            x.notice,
            x.number,
            x.title,
            x.basis,
            x.contact,
            x.columns,
            x.rows,
            x.days,
            x.published_at,
            x.published_on,
            x.runs_through,
            x.material,
            x.why,
            x.by,
            x.evidence,
            x.sha256
           FROM notice.edition x
          WHERE x.etown = n.etown AND x.notice = n.id
          ORDER BY x.number DESC
         LIMIT 1) e ON true;
grant select on notice_pub.standing to ezhen_app;

-- e镇范围: 村镇名单或界线, 每次调整另存一版; 以最新一版为准
create table party.boundary (
  etown integer not null,
  version integer not null,
  places text[] not null default '{}'::text[], -- 整镇 (9 位)、村或社区 (12 位) 的统计用区划代码; 不在册的村为 乡镇代码/村名
  rings jsonb, -- 界线: [[经度, 纬度], …] 的环, 首尾自动闭合, 环内之环为洞
  source text not null, -- 依据, 如: 方案原文、批复文号、测绘图
  set_by text not null,
  set_at timestamp with time zone not null default now(),
  constraint boundary_pkey PRIMARY KEY (etown, version),
  constraint boundary_check CHECK (((cardinality(places) > 0) OR (rings IS NOT NULL))),
  constraint boundary_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint boundary_source_check CHECK (((length(source) >= 2) AND (length(source) <= 500))),
  constraint boundary_version_check CHECK ((version >= 1))
);
alter table party.boundary enable row level security;
alter table party.boundary force row level security;
create policy one_etown on party.boundary for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON party.boundary FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON party.boundary FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on party.boundary to ezhen_app;

-- 疑似重复: 程序提出并说明理由, 由人决定; 合并保留两行
create table party.duplicate_proposal (
  etown integer not null,
  a bigint not null,
  b bigint not null,
  score integer not null,
  why jsonb not null,
  state text not null default 'open'::text,
  kept bigint,
  reason text,
  proposed_at timestamp with time zone not null default now(),
  decided_by text,
  decided_at timestamp with time zone,
  constraint duplicate_proposal_pkey PRIMARY KEY (etown, a, b),
  constraint duplicate_proposal_check CHECK ((a < b)),
  constraint duplicate_proposal_check1 CHECK ((((state = 'same'::text) = (kept IS NOT NULL)) AND ((kept IS NULL) OR ((kept = a) OR (kept = b))))),
  constraint duplicate_proposal_check2 CHECK ((((state = 'open'::text) = (decided_by IS NULL)) AND ((state = 'open'::text) = (decided_at IS NULL)) AND ((state = 'open'::text) = (reason IS NULL)))),
  constraint duplicate_proposal_etown_a_fkey FOREIGN KEY (etown, a) REFERENCES party.party(etown, id),
  constraint duplicate_proposal_etown_b_fkey FOREIGN KEY (etown, b) REFERENCES party.party(etown, id),
  constraint duplicate_proposal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'same'::text, 'different'::text])))
);
CREATE INDEX duplicate_open ON party.duplicate_proposal USING btree (etown, score DESC) WHERE (state = 'open'::text);
alter table party.duplicate_proposal enable row level security;
alter table party.duplicate_proposal force row level security;
create policy one_etown on party.duplicate_proposal for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select, update on party.duplicate_proposal to ezhen_app;

-- 导入批次: 先试算再提交; 数据行 = 有问题 + 新增 + 变更 + 未变
create table party.import_batch (
  etown integer not null,
  id bigint not null generated always as identity,
  file_sha256 text not null,
  file_name text not null,
  state text not null,
  seen integer not null default 0, -- 数据行数 (不含空行)
  done integer not null default 0, -- 正在试算或提交时已处理的行数
  blank integer not null default 0,
  bad integer not null default 0,
  fresh integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  unread_columns text[] not null default '{}'::text[],
  refusals jsonb not null default '[]'::jsonb, -- 整份文件被拒的原因
  rows_taken text,
  asked_by text not null,
  asked_at timestamp with time zone not null default now(),
  committed_by text,
  committed_at timestamp with time zone,
  constraint import_batch_pkey PRIMARY KEY (etown, id),
  constraint import_batch_check CHECK (((state = 'refused'::text) = (refusals <> '[]'::jsonb))),
  constraint import_batch_check1 CHECK (((state <> ALL (ARRAY['committing'::text, 'committed'::text])) OR ((rows_taken IS NOT NULL) AND (committed_by IS NOT NULL)))),
  constraint import_batch_check2 CHECK (((state <> 'committed'::text) OR ((committed_at IS NOT NULL) AND (seen = (((bad + fresh) + changed) + unchanged))))),
  constraint import_batch_check3 CHECK (((state <> 'committed'::text) OR (rows_taken = 'good'::text) OR (bad = 0))),
  constraint import_batch_etown_file_sha256_fkey FOREIGN KEY (etown, file_sha256) REFERENCES platform.evidence(etown, sha256),
  constraint import_batch_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint import_batch_rows_taken_check CHECK ((rows_taken = ANY (ARRAY['all'::text, 'good'::text]))),
  constraint import_batch_state_check CHECK ((state = ANY (ARRAY['checking'::text, 'checked'::text, 'committing'::text, 'committed'::text, 'refused'::text])))
);
alter table party.import_batch enable row level security;
alter table party.import_batch force row level security;
create policy one_etown on party.import_batch for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on party.import_batch to ezhen_app;

-- 导入问题: 第几行、哪一列、为什么; 不存原值, 原值在加密的原文件里
create table party.import_row_problem (
  etown integer not null,
  batch bigint not null,
  row_no integer not null, -- 表格软件里看到的行号
  place integer not null, -- 该行第几个问题
  header text not null,
  code text not null,
  zh text not null,
  en text not null,
  constraint import_row_problem_pkey PRIMARY KEY (etown, batch, row_no, place),
  constraint import_row_problem_etown_batch_fkey FOREIGN KEY (etown, batch) REFERENCES party.import_batch(etown, id),
  constraint import_row_problem_row_no_check CHECK ((row_no >= 1))
);
alter table party.import_row_problem enable row level security;
alter table party.import_row_problem force row level security;
create policy one_etown on party.import_row_problem for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select on party.import_row_problem to ezhen_app;

-- 市场主体: 企业、合作社、个体工商户、农户、村级服务站等; 当前状态, 历史见 party_version
create table party.party (
  etown integer not null,
  id bigint not null generated always as identity,
  version integer not null default 1,
  kind text not null, -- 类型: enterprise 企业, cooperative 农民专业合作社, sole-trader 个体工商户, farmer 农户, station 村级服务站, organisation 其他组织
  name text not null,
  name_key text not null, -- 检索名: 半角、大写、去掉空格和标点的名称
  name_core text not null, -- 字号: 去掉地名、组织形式与全角差异后的名称, 用于找疑似重复
  name_head text not null generated always as ("left"(name_core, 2)) stored,
  natural_key text not null, -- 自然键: 信用代码; 农户为身份证号盲索引; 都没有时为类型+名称+村+电话盲索引
  credit_code text,
  resident_id_sealed bytea, -- 身份证号 (加密, 仅农户)
  resident_id_blind bytea, -- 身份证号盲索引 (HMAC)
  legal_representative_sealed bytea, -- 法定代表人或负责人 (加密)
  phone_sealed bytea, -- 手机号 (加密)
  phone_blind bytea, -- 手机号盲索引 (HMAC)
  registered_on date, -- 登记 (成立) 日期
  deregistered_on date,
  place_code text, -- 所在村 (12 位) 或乡镇 (9 位) 统计用区划代码; 不在册的村为 乡镇代码/村名
  address text,
  lon double precision,
  lat double precision,
  inside boolean, -- 是否在e镇范围内; 空为未定
  inside_basis text not null, -- 判定依据: place 村镇名单, polygon 界线, person 人工认定, unknown 资料不足
  inside_reason text,
  ecommerce_since date, -- 开展电商业务起始日
  ecommerce_evidence text, -- 开展电商的证据文件
  main_products text,
  source text not null,
  batch bigint,
  batch_row integer,
  merged_into bigint, -- 已并入的主体; 两行都保留, 本行不再计数
  created_at timestamp with time zone not null default now(),
  created_by text not null,
  changed_at timestamp with time zone not null default now(),
  changed_by text not null,
  changed_why text not null,
  constraint party_pkey PRIMARY KEY (etown, id),
  constraint code_not_for_farmers CHECK (((kind <> 'farmer'::text) OR (credit_code IS NULL))),
  constraint code_required CHECK (((kind <> ALL (ARRAY['enterprise'::text, 'cooperative'::text, 'sole-trader'::text])) OR ((credit_code IS NOT NULL) AND (registered_on IS NOT NULL)))),
  constraint dates_in_order CHECK ((deregistered_on >= registered_on)),
  constraint ecommerce_has_evidence CHECK (((ecommerce_since IS NULL) = (ecommerce_evidence IS NULL))),
  constraint ecommerce_in_order CHECK ((ecommerce_since >= registered_on)),
  constraint import_has_row CHECK ((((source = 'import'::text) = (batch IS NOT NULL)) AND ((batch IS NULL) = (batch_row IS NULL)))),
  constraint inside_by_person_has_reason CHECK (((inside_basis = 'person'::text) = (inside_reason IS NOT NULL))),
  constraint inside_known CHECK (((inside IS NULL) = (inside_basis = 'unknown'::text))),
  constraint not_into_itself CHECK ((merged_into <> id)),
  constraint party_address_check CHECK ((length(address) <= 200)),
  constraint party_credit_code_check CHECK ((credit_code ~ '^[0-9A-Z]{18}$'::text)),
  constraint party_etown_batch_fkey FOREIGN KEY (etown, batch) REFERENCES party.import_batch(etown, id),
  constraint party_etown_ecommerce_evidence_fkey FOREIGN KEY (etown, ecommerce_evidence) REFERENCES platform.evidence(etown, sha256),
  constraint party_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint party_etown_merged_into_fkey FOREIGN KEY (etown, merged_into) REFERENCES party.party(etown, id),
  constraint party_inside_basis_check CHECK ((inside_basis = ANY (ARRAY['place'::text, 'polygon'::text, 'person'::text, 'unknown'::text]))),
  constraint party_kind_check CHECK ((kind = ANY (ARRAY['enterprise'::text, 'cooperative'::text, 'sole-trader'::text, 'farmer'::text, 'station'::text, 'organisation'::text]))),
  constraint party_lat_check CHECK (((lat >= (3)::double precision) AND (lat <= (54)::double precision))),
  constraint party_lon_check CHECK (((lon >= (73)::double precision) AND (lon <= (136)::double precision))),
  constraint party_main_products_check CHECK ((length(main_products) <= 200)),
  constraint party_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint party_phone_blind_check CHECK ((length(phone_blind) = 32)),
  constraint party_place_code_check CHECK ((place_code ~ '^[0-9]{9}([0-9]{3}|/.{1,20})?$'::text)),
  constraint party_resident_id_blind_check CHECK ((length(resident_id_blind) = 32)),
  constraint party_source_check CHECK ((source = ANY (ARRAY['typed'::text, 'import'::text]))),
  constraint point_whole CHECK (((lon IS NULL) = (lat IS NULL))),
  constraint resident_id_only_for_farmers CHECK (((kind = 'farmer'::text) OR (resident_id_sealed IS NULL))),
  constraint sealed_with_blind CHECK ((((resident_id_sealed IS NULL) = (resident_id_blind IS NULL)) AND ((phone_sealed IS NULL) = (phone_blind IS NULL))))
);
CREATE UNIQUE INDEX party_credit_code ON party.party USING btree (etown, credit_code) WHERE (merged_into IS NULL);
CREATE INDEX party_merged ON party.party USING btree (etown, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX party_name_head ON party.party USING btree (etown, name_head);
CREATE UNIQUE INDEX party_natural_key ON party.party USING btree (etown, natural_key) WHERE (merged_into IS NULL);
CREATE INDEX party_phone ON party.party USING btree (etown, phone_blind);
CREATE INDEX party_registered ON party.party USING btree (etown, registered_on) WHERE (merged_into IS NULL);
CREATE UNIQUE INDEX party_resident_id ON party.party USING btree (etown, resident_id_blind) WHERE (merged_into IS NULL);
alter table party.party enable row level security;
alter table party.party force row level security;
create policy one_etown on party.party for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER keep_version AFTER INSERT OR UPDATE ON party.party FOR EACH ROW EXECUTE FUNCTION party.keep_version();
CREATE TRIGGER next_version BEFORE UPDATE ON party.party FOR EACH ROW EXECUTE FUNCTION party.next_version();
grant insert, select, update on party.party to ezhen_app;

-- 主体历史: 每次变化由触发器写下当时全貌与变了哪些栏; 个人信息只记变没变, 不留旧值
create table party.party_version (
  etown integer not null,
  party bigint not null,
  version integer not null,
  at timestamp with time zone not null,
  by text not null,
  why text not null,
  changed text[] not null,
  state jsonb not null,
  constraint party_version_pkey PRIMARY KEY (etown, party, version),
  constraint party_version_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id)
);
alter table party.party_version enable row level security;
alter table party.party_version force row level security;
create policy one_etown on party.party_version for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON party.party_version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON party.party_version FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant select on party.party_version to ezhen_app;

-- 网货: 某主体在网上卖的产品
create table party.product (
  etown integer not null,
  id bigint not null generated always as identity,
  party bigint not null,
  name text not null,
  category text not null,
  since date not null,
  until date,
  constraint product_pkey PRIMARY KEY (etown, id),
  constraint product_category_check CHECK (((length(category) >= 1) AND (length(category) <= 50))),
  constraint product_check CHECK ((until >= since)),
  constraint product_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint product_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint product_etown_party_name_key UNIQUE (etown, party, name),
  constraint product_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100)))
);
alter table party.product enable row level security;
alter table party.product force row level security;
create policy one_etown on party.product for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on party.product to ezhen_app;

-- 场所: 服务站、仓、园区、服务中心、车间、基地; 由某主体运营或尚无
create table party.site (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  name text not null,
  party bigint,
  place_code text,
  address text,
  lon double precision,
  lat double precision,
  opened_on date not null,
  closed_on date,
  constraint site_pkey PRIMARY KEY (etown, id),
  constraint site_address_check CHECK ((length(address) <= 200)),
  constraint site_check CHECK ((closed_on >= opened_on)),
  constraint site_check1 CHECK (((lon IS NULL) = (lat IS NULL))),
  constraint site_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint site_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint site_kind_check CHECK ((kind = ANY (ARRAY['station'::text, 'warehouse'::text, 'park'::text, 'service-centre'::text, 'workshop'::text, 'base'::text]))),
  constraint site_lat_check CHECK (((lat >= (3)::double precision) AND (lat <= (54)::double precision))),
  constraint site_lon_check CHECK (((lon >= (73)::double precision) AND (lon <= (136)::double precision))),
  constraint site_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint site_place_code_check CHECK ((place_code ~ '^[0-9]{9}([0-9]{3}|/.{1,20})?$'::text))
);
CREATE INDEX site_party ON party.site USING btree (etown, party);
alter table party.site enable row level security;
alter table party.site force row level security;
create policy one_etown on party.site for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on party.site to ezhen_app;

-- 市场主体计数口径: counted 为条例所称市场主体且未被并入; 新增 = counted 且 inside 且登记日在期间内
create view party_pub.entity with (security_invoker=true) as
 SELECT p.etown,
    p.id AS party,
    p.kind,
        CASE
            WHEN p.kind <> 'farmer'::text THEN p.name
            ELSE NULL::text
        END AS name,
    p.registered_on,
    p.deregistered_on,
    p.inside,
    p.ecommerce_since,
    p.ecommerce_evidence,
    p.batch,
    p.batch_row AS row_no,
    b.file_sha256 AS evidence,
    (p.kind = ANY (ARRAY['enterprise'::text, 'cooperative'::text, 'sole-trader'::text])) AND p.merged_into IS NULL AS counted,
    "left"(p.place_code, 9) AS township
   FROM party.party p
     LEFT JOIN party.import_batch b ON b.etown = p.etown AND b.id = p.batch;
grant select on party_pub.entity to ezhen_app;

-- 网货: 合并后的主体同名网货只计一次, 取最早的一项
create view party_pub.product with (security_invoker=true) as
 SELECT DISTINCT ON (p.etown, s.survivor, p.name) p.etown,
    p.id AS product,
    s.survivor AS party,
    p.name,
    p.category,
    p.since,
    p.until
   FROM party.product p
     JOIN party_pub.survivor s ON s.etown = p.etown AND s.party = p.party
  ORDER BY p.etown, s.survivor, p.name, p.since;
grant select on party_pub.product to ezhen_app;

-- 场所: 供地图与统计
create view party_pub.site with (security_invoker=true) as
 SELECT etown,
    id AS site,
    kind,
    name,
    "left"(place_code, 9) AS township,
    lon,
    lat,
    opened_on,
    closed_on
   FROM party.site;
grant select on party_pub.site to ezhen_app;

-- 合并去向: 每个主体最终算作谁
create view party_pub.survivor with (security_invoker=true) as
 WITH RECURSIVE upward AS (
         SELECT party.etown,
            party.id AS party,
            party.id AS survivor,
            party.merged_into
           FROM party.party
        UNION ALL
         SELECT u.etown,
            u.party,
            p.id,
            p.merged_into
           FROM upward u
             JOIN party.party p ON p.etown = u.etown AND p.id = u.merged_into
        )
 SELECT etown,
    party,
    survivor
   FROM upward
  WHERE merged_into IS NULL;
grant select on party_pub.survivor to ezhen_app;

-- 机构: 领导小组、办公室、部门、运营公司, 及其职责
create table plan.body (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  within_body text generated always as ((item ->> 'within'::text)) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint body_pkey PRIMARY KEY (etown, version, code),
  constraint body_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id),
  constraint body_etown_version_within_body_fkey FOREIGN KEY (etown, version, within_body) REFERENCES plan.body(etown, version, code)
);
alter table plan.body enable row level security;
alter table plan.body force row level security;
create policy one_etown on plan.body for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.body FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.body FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.body to ezhen_app;

-- 条款: 方案原文逐条, 带指纹
create table plan.clause (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  id text not null generated always as ((item ->> 'id'::text)) stored,
  sha256 text not null generated always as ((item ->> 'sha256'::text)) stored,
  constraint clause_pkey PRIMARY KEY (etown, version, id),
  constraint clause_etown_version_fkey FOREIGN KEY (etown, version) REFERENCES plan.version(etown, number)
);
alter table plan.clause enable row level security;
alter table plan.clause force row level security;
create policy one_etown on plan.clause for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.clause FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.clause FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.clause to ezhen_app;

-- 口径决定: 先是文件提出的, 再是县里每次的决定; 只增不改, 以最后一次为准
create table plan.decision (
  etown integer not null,
  version integer not null,
  interpretation text not null,
  place integer not null,
  origin text not null, -- 来源: file 文件所写, carried 上一版已确认且问题未变, person 县里在本系统决定
  state text not null,
  adopted text not null,
  reason text not null,
  decided_by text, -- 谁决定 (机构或人名)
  decided_on date,
  account text not null, -- 载入或决定者的账号
  at timestamp with time zone not null,
  constraint decision_pkey PRIMARY KEY (etown, version, interpretation, place),
  constraint decision_check CHECK ((((state = 'confirmed'::text) = (decided_by IS NOT NULL)) AND ((decided_by IS NULL) = (decided_on IS NULL)))),
  constraint decision_check1 CHECK (((origin <> 'person'::text) OR (state = 'confirmed'::text))),
  constraint decision_check2 CHECK (((origin = 'person'::text) OR (place = 1))),
  constraint decision_decided_by_check CHECK (((length(decided_by) >= 1) AND (length(decided_by) <= 100))),
  constraint decision_etown_version_interpretation_fkey FOREIGN KEY (etown, version, interpretation) REFERENCES plan.interpretation(etown, version, code),
  constraint decision_origin_check CHECK ((origin = ANY (ARRAY['file'::text, 'carried'::text, 'person'::text]))),
  constraint decision_place_check CHECK ((place >= 1)),
  constraint decision_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 2000))),
  constraint decision_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'confirmed'::text])))
);
alter table plan.decision enable row level security;
alter table plan.decision force row level security;
create policy one_etown on plan.decision for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.decision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.decision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER known_reading BEFORE INSERT ON plan.decision FOR EACH ROW EXECUTE FUNCTION plan.known_reading();
grant insert, select on plan.decision to ezhen_app;

-- 设施: 要建或要改造的场所
create table plan.facility (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint facility_pkey PRIMARY KEY (etown, version, code),
  constraint facility_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id)
);
alter table plan.facility enable row level security;
alter table plan.facility force row level security;
create policy one_etown on plan.facility for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.facility FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.facility FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.facility to ezhen_app;

-- 方案文件: 由分表拼回的全文
create view plan.file with (security_invoker=true) as
 SELECT etown,
    number,
    content_sha256,
    (rest - 'exclusions'::text) || jsonb_build_object('clauses', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.clause c
          WHERE c.etown = v.etown AND c.version = v.number), 'periods', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.period c
          WHERE c.etown = v.etown AND c.version = v.number), 'stages', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.stage c
          WHERE c.etown = v.etown AND c.version = v.number), 'facilities', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.facility c
          WHERE c.etown = v.etown AND c.version = v.number), 'targets', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.target c
          WHERE c.etown = v.etown AND c.version = v.number), 'policies', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.policy c
          WHERE c.etown = v.etown AND c.version = v.number), 'organisation', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.body c
          WHERE c.etown = v.etown AND c.version = v.number), 'interpretations', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.interpretation c
          WHERE c.etown = v.etown AND c.version = v.number), 'funds', jsonb_build_object('sources', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.fund_source c
          WHERE c.etown = v.etown AND c.version = v.number), 'categories', ( SELECT COALESCE(jsonb_agg(c.item ORDER BY c."position"), '[]'::jsonb) AS "coalesce"
           FROM plan.fund_category c
          WHERE c.etown = v.etown AND c.version = v.number), 'exclusions', rest -> 'exclusions'::text)) AS file
   FROM plan.version v;
grant select on plan.file to ezhen_app;

-- 支持方向: 某资金来源可用于什么, 占比上下限 (1 为全部)
create table plan.fund_category (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  source text not null generated always as ((item ->> 'source'::text)) stored,
  min_share numeric not null generated always as (((rtrim((item ->> 'min'::text), '%'::text))::numeric / (100)::numeric)) stored,
  max_share numeric not null generated always as (((rtrim((item ->> 'max'::text), '%'::text))::numeric / (100)::numeric)) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint fund_category_pkey PRIMARY KEY (etown, version, code),
  constraint fund_category_check CHECK ((min_share <= max_share)),
  constraint fund_category_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id),
  constraint fund_category_etown_version_source_fkey FOREIGN KEY (etown, version, source) REFERENCES plan.fund_source(etown, version, code),
  constraint fund_category_max_share_check CHECK ((max_share <= (1)::numeric)),
  constraint fund_category_min_share_check CHECK ((min_share >= (0)::numeric))
);
alter table plan.fund_category enable row level security;
alter table plan.fund_category force row level security;
create policy one_etown on plan.fund_category for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.fund_category FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.fund_category FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.fund_category to ezhen_app;

-- 资金来源: 一级政府承诺的钱
create table plan.fund_source (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  amount_fen bigint not null, -- 金额, 分
  code text not null generated always as ((item ->> 'code'::text)) stored,
  level text not null generated always as ((item ->> 'level'::text)) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint fund_source_pkey PRIMARY KEY (etown, version, code),
  constraint fund_source_amount_fen_check CHECK ((amount_fen >= 0)),
  constraint fund_source_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id),
  constraint fund_source_level_check CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'other'::text])))
);
alter table plan.fund_source enable row level security;
alter table plan.fund_source force row level security;
create policy one_etown on plan.fund_source for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.fund_source FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.fund_source FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.fund_source to ezhen_app;

-- 解释口径: 原文自相矛盾或没有说清之处, 可选读法与文件采用的读法
create table plan.interpretation (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  kind text not null generated always as ((item ->> 'kind'::text)) stored,
  adopted text not null generated always as ((item ->> 'adopted'::text)) stored,
  constraint interpretation_pkey PRIMARY KEY (etown, version, code),
  constraint interpretation_etown_version_fkey FOREIGN KEY (etown, version) REFERENCES plan.version(etown, number)
);
alter table plan.interpretation enable row level security;
alter table plan.interpretation force row level security;
create policy one_etown on plan.interpretation for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.interpretation FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.interpretation FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.interpretation to ezhen_app;

-- 考核期间: 含起日, 不含止日
create table plan.period (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  from_day date not null generated always as (plan.day_of((item ->> 'from'::text))) stored,
  until_day date not null generated always as (plan.day_of((item ->> 'until'::text))) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint period_pkey PRIMARY KEY (etown, version, code),
  constraint period_check CHECK ((from_day < until_day)),
  constraint period_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id)
);
alter table plan.period enable row level security;
alter table plan.period force row level security;
create policy one_etown on plan.period for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.period FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.period FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.period to ezhen_app;

-- 政策: 五免、两补、奖补与规则, 以参数表示
create table plan.policy (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  kind text not null generated always as ((item ->> 'kind'::text)) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint policy_pkey PRIMARY KEY (etown, version, code),
  constraint policy_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id),
  constraint policy_kind_check CHECK ((kind = ANY (ARRAY['entitlement'::text, 'award'::text, 'rule'::text])))
);
alter table plan.policy enable row level security;
alter table plan.policy force row level security;
create policy one_etown on plan.policy for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.policy FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.policy FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.policy to ezhen_app;

-- 实施阶段: 含起日, 不含止日
create table plan.stage (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  from_day date not null generated always as (plan.day_of((item ->> 'from'::text))) stored,
  until_day date not null generated always as (plan.day_of((item ->> 'until'::text))) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint stage_pkey PRIMARY KEY (etown, version, code),
  constraint stage_check CHECK ((from_day < until_day)),
  constraint stage_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id)
);
alter table plan.stage enable row level security;
alter table plan.stage force row level security;
create policy one_etown on plan.stage for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.stage FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.stage FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.stage to ezhen_app;

-- 目标: 一个要达到的数, 带单位、频次、期间与出处
create table plan.target (
  etown integer not null,
  version integer not null,
  "position" integer not null,
  item jsonb not null,
  code text not null generated always as ((item ->> 'code'::text)) stored,
  indicator text not null generated always as ((item ->> 'indicator'::text)) stored,
  op text not null generated always as ((item ->> 'op'::text)) stored,
  per text not null generated always as ((item ->> 'per'::text)) stored,
  period text not null generated always as ((item ->> 'period'::text)) stored,
  facility text generated always as ((item ->> 'facility'::text)) stored,
  clause text not null generated always as ((item ->> 'clause'::text)) stored,
  constraint target_pkey PRIMARY KEY (etown, version, code),
  constraint target_etown_version_clause_fkey FOREIGN KEY (etown, version, clause) REFERENCES plan.clause(etown, version, id),
  constraint target_etown_version_facility_fkey FOREIGN KEY (etown, version, facility) REFERENCES plan.facility(etown, version, code),
  constraint target_etown_version_period_fkey FOREIGN KEY (etown, version, period) REFERENCES plan.period(etown, version, code),
  constraint target_op_check CHECK ((op = ANY (ARRAY['≥'::text, '>'::text, '='::text, '≤'::text, '<'::text, 'range'::text]))),
  constraint target_per_check CHECK ((per = ANY (ARRAY['year'::text, 'month'::text, 'period'::text, 'end'::text])))
);
alter table plan.target enable row level security;
alter table plan.target force row level security;
create policy one_etown on plan.target for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.target FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.target FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.target to ezhen_app;

-- 方案版本: 一版一文件, 载入后不改; 修订即新版, 旧数字仍按当时的版本判断
create table plan.version (
  etown integer not null,
  number integer not null,
  amends integer, -- 所修订的版本; 首版为空
  adopted_on date not null,
  in_force_from date not null, -- 施行日; 止于下一版施行日 (不含)
  amended_from date,
  title text not null,
  rest jsonb not null, -- 文件中未分表的部分: e镇、版本、文件、指标、列举、系统、不得重复享受
  content_sha256 text not null, -- 全部内容规范化 JSON 的 SHA-256; 与分表拼回的内容一致
  file_sha256 text not null, -- 方案文件原文 (证据)
  loaded_by text not null,
  loaded_at timestamp with time zone not null,
  constraint version_pkey PRIMARY KEY (etown, number),
  constraint version_check CHECK ((amends < number)),
  constraint version_check1 CHECK ((in_force_from > amended_from)),
  constraint version_check2 CHECK (((amends IS NULL) = (amended_from IS NULL))),
  constraint version_check3 CHECK ((in_force_from >= adopted_on)),
  constraint version_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint version_etown_amends_amended_from_fkey FOREIGN KEY (etown, amends, amended_from) REFERENCES plan.version(etown, number, in_force_from),
  constraint version_etown_amends_key UNIQUE (etown, amends),
  constraint version_etown_file_sha256_fkey FOREIGN KEY (etown, file_sha256) REFERENCES platform.evidence(etown, sha256),
  constraint version_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint version_etown_in_force_from_key UNIQUE (etown, in_force_from),
  constraint version_etown_number_in_force_from_key UNIQUE (etown, number, in_force_from),
  constraint version_number_check CHECK (((number >= 1) AND (number <= 999)))
);
CREATE UNIQUE INDEX version_first ON plan.version USING btree (etown) WHERE (amends IS NULL);
alter table plan.version enable row level security;
alter table plan.version force row level security;
create policy one_etown on plan.version for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON plan.version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON plan.version FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on plan.version to ezhen_app;

-- 职责分工: 每个机构的职责, 原文引句
create view plan_pub.duty with (security_invoker=true) as
 SELECT b.etown,
    b.version,
    b.code AS body,
    x.place,
    x.item ->> 'clause'::text AS clause,
    x.item ->> 'quote'::text AS quote
   FROM plan.body b,
    LATERAL jsonb_array_elements(b.item -> 'duties'::text) WITH ORDINALITY x(item, place);
grant select on plan_pub.duty to ezhen_app;

-- 政策参数
create view plan_pub.parameter with (security_invoker=true) as
 SELECT p.etown,
    p.version,
    p.code AS policy,
    x.item ->> 'code'::text AS code,
    x.item ->> 'op'::text AS op,
    x.item ->> 'value'::text AS value,
    x.item ->> 'unit'::text AS unit
   FROM plan.policy p,
    LATERAL jsonb_array_elements(p.item -> 'parameters'::text) x(item);
grant select on plan_pub.parameter to ezhen_app;

-- 审计: 谁在何时对什么做了什么、成败; 与所记之事同一事务写入, 以哈希成链
create table platform.audit_entry (
  etown integer not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  act text not null,
  subject text not null,
  outcome text not null,
  detail jsonb not null,
  prev bytea not null,
  hash bytea not null,
  constraint audit_entry_pkey PRIMARY KEY (etown, seq),
  constraint audit_entry_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint audit_entry_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
);
alter table platform.audit_entry enable row level security;
alter table platform.audit_entry force row level security;
create policy one_etown on platform.audit_entry for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.audit_entry FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON platform.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant select on platform.audit_entry to ezhen_app;

-- 链头: 每个e镇审计链与事件流的最新序号; 锁住此行才能追加, 故序号即提交次序且无空号
create table platform.chain_head (
  etown integer not null,
  audit_seq bigint not null default 0,
  audit_hash bytea not null default sha256('\x657a68656e20617564697420636861696e'::bytea),
  event_seq bigint not null default 0,
  leaves bigint not null default 0, -- 已许诺的存证叶数: 日志终将有这么多片叶
  constraint chain_head_pkey PRIMARY KEY (etown),
  constraint chain_head_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
grant select on platform.chain_head to ezhen_app;

-- 消费者进度: 已处理到的事件序号, 与处理结果同一事务推进
create table platform.consumer (
  etown integer not null,
  name text not null,
  seq bigint not null default 0,
  tries integer not null default 0,
  trouble text,
  constraint consumer_pkey PRIMARY KEY (etown, name),
  constraint consumer_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
alter table platform.consumer enable row level security;
alter table platform.consumer force row level security;
create policy one_etown on platform.consumer for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on platform.consumer to ezhen_app;

-- e镇目录: 每个租户一行; 0 号为全平台
create table platform.etown (
  id integer not null,
  slug text not null,
  name text not null,
  county_code text not null,
  demonstration boolean not null default false, -- 演示数据: 每一屏都要标明
  created_at timestamp with time zone not null default now(),
  constraint etown_pkey PRIMARY KEY (id),
  constraint etown_county_code_check CHECK ((county_code ~ '^[0-9]{6}$'::text)),
  constraint etown_id_check CHECK ((id >= 0)),
  constraint etown_slug_check CHECK ((slug ~ '^[a-z0-9-]{2,64}$'::text)),
  constraint etown_slug_key UNIQUE (slug)
);
CREATE TRIGGER etown_opens_chain AFTER INSERT ON platform.etown FOR EACH ROW EXECUTE FUNCTION platform.open_chain();
grant select on platform.etown to ezhen_app;

-- 事件 (outbox): 与其变化同一事务写入; 各消费者按序号逐条处理, 至少一次
create table platform.event (
  etown integer not null,
  seq bigint not null,
  kind text not null,
  subject text not null,
  at timestamp with time zone not null,
  payload jsonb not null,
  evidence text[] not null default '{}'::text[],
  leaf bigint, -- 许诺的第一片存证叶的序号; 空: 此前的事件, 各占一片, 序号为 seq - 1
  constraint event_pkey PRIMARY KEY (etown, seq),
  constraint event_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint event_kind_check CHECK ((kind ~ '^[a-z]+\.[a-z-]+$'::text))
);
alter table platform.event enable row level security;
alter table platform.event force row level security;
create policy one_etown on platform.event for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON platform.event FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant select on platform.event to ezhen_app;

-- 证据文件: 以内容的 SHA-256 为地址; 只增不改
create table platform.evidence (
  etown integer not null,
  sha256 text not null, -- 送来时的内容哈希
  bytes bigint not null,
  media text not null,
  name text not null,
  stored text not null, -- 实际存放内容的哈希 (图片重新编码后与送来时不同)
  brought_by text not null,
  at timestamp with time zone not null default now(),
  constraint evidence_pkey PRIMARY KEY (etown, sha256),
  constraint evidence_bytes_check CHECK ((bytes >= 0)),
  constraint evidence_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint evidence_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint evidence_stored_check CHECK ((stored ~ '^[0-9a-f]{64}$'::text))
);
alter table platform.evidence enable row level security;
alter table platform.evidence force row level security;
create policy one_etown on platform.evidence for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.evidence FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON platform.evidence FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on platform.evidence to ezhen_app;

-- 预留: 从一个或几个池一并占下, 要么全有要么全无
create table platform.hold (
  etown integer not null,
  id bigint not null generated always as identity,
  until timestamp with time zone, -- 到期自动退回的时刻; 空为长期占用
  made_at timestamp with time zone not null,
  constraint hold_pkey PRIMARY KEY (etown, id),
  constraint hold_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
CREATE INDEX hold_lapsing ON platform.hold USING btree (etown, until) WHERE (until IS NOT NULL);
alter table platform.hold enable row level security;
alter table platform.hold force row level security;
create policy one_etown on platform.hold for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on platform.hold to ezhen_app;
grant update (until) on platform.hold to ezhen_app;

-- 预留的各部分: 仍占着的数量
create table platform.hold_part (
  etown integer not null,
  hold bigint not null,
  pool text not null,
  amount bigint not null,
  constraint hold_part_pkey PRIMARY KEY (etown, hold, pool),
  constraint hold_part_amount_check CHECK ((amount >= 0)),
  constraint hold_part_etown_hold_fkey FOREIGN KEY (etown, hold) REFERENCES platform.hold(etown, id),
  constraint hold_part_etown_pool_fkey FOREIGN KEY (etown, pool) REFERENCES platform.pool(etown, name)
);
alter table platform.hold_part enable row level security;
alter table platform.hold_part force row level security;
create policy one_etown on platform.hold_part for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on platform.hold_part to ezhen_app;
grant update (amount) on platform.hold_part to ezhen_app;

-- 幂等键: 同一键同一请求只生效一次, 并得到同一答复
create table platform.idempotency (
  etown integer not null,
  account text not null,
  key text not null,
  request bytea not null,
  status integer,
  answer jsonb,
  at timestamp with time zone not null default now(),
  constraint idempotency_pkey PRIMARY KEY (etown, account, key),
  constraint idempotency_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint idempotency_key_check CHECK (((length(key) >= 8) AND (length(key) <= 128)))
);
alter table platform.idempotency enable row level security;
alter table platform.idempotency force row level security;
create policy one_etown on platform.idempotency for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select, update on platform.idempotency to ezhen_app;

-- 任务: 耗时的工作, 有进度, 可离开再回来; 租约到期由别的进程重做
create table platform.job (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  input jsonb not null,
  state text not null default 'waiting'::text,
  progress jsonb not null default '{}'::jsonb,
  result jsonb,
  trouble text,
  tries integer not null default 0,
  run_at timestamp with time zone not null default now(),
  lease_until timestamp with time zone,
  asked_by text not null,
  asked_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  constraint job_pkey PRIMARY KEY (etown, id),
  constraint job_check CHECK (((state = 'running'::text) = (lease_until IS NOT NULL))),
  constraint job_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint job_kind_check CHECK ((kind ~ '^[a-z]+\.[a-z-]+$'::text)),
  constraint job_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX job_open ON platform.job USING btree (etown, run_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
alter table platform.job enable row level security;
alter table platform.job force row level security;
create policy one_etown on platform.job for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on platform.job to ezhen_app;

-- 池: 一笔可预留的数量 (钱以分计, 货以件计, 席位、标签配额同理); 未被占用的部分永不为负
create table platform.pool (
  etown integer not null,
  name text not null,
  free bigint not null,
  constraint pool_pkey PRIMARY KEY (etown, name),
  constraint pool_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint pool_free_check CHECK ((free >= 0)),
  constraint pool_name_check CHECK ((name ~ '^[a-z-]+(/[a-z0-9-]+)+$'::text))
);
alter table platform.pool enable row level security;
alter table platform.pool force row level security;
create policy one_etown on platform.pool for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on platform.pool to ezhen_app;
grant update (free) on platform.pool to ezhen_app;

-- 每日上传量: 每账号每日上传的字节数, 也算被拒收的; 夜间删去旧的
create table platform.upload_day (
  etown integer not null,
  account text not null,
  day date not null,
  bytes bigint not null,
  constraint upload_day_pkey PRIMARY KEY (etown, account, day),
  constraint upload_day_bytes_check CHECK ((bytes >= 0)),
  constraint upload_day_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
alter table platform.upload_day enable row level security;
alter table platform.upload_day force row level security;
create policy one_etown on platform.upload_day for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select on platform.upload_day to ezhen_app;
grant update (bytes) on platform.upload_day to ezhen_app;

-- 核准: 对某一版方案; 编制与核准不得为同一人
create table project.approval (
  etown integer not null,
  project bigint not null,
  version integer not null,
  approved_by text not null,
  approved_at timestamp with time zone not null,
  evidence text not null,
  constraint approval_pkey PRIMARY KEY (etown, project, version),
  constraint approval_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint approval_etown_project_version_fkey FOREIGN KEY (etown, project, version) REFERENCES project.scheme(etown, project, version)
);
alter table project.approval enable row level security;
alter table project.approval force row level security;
create policy one_etown on project.approval for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.approval FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.approval FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER approver_is_another BEFORE INSERT ON project.approval FOR EACH ROW EXECUTE FUNCTION project.approver_is_another();
grant insert, select on project.approval to ezhen_app;

-- 中标: 哪一份投标、为什么; 结果在本系统公示, 或写明在哪里公示过、起止日
create table project.award (
  etown integer not null,
  tender bigint not null,
  bid bigint not null,
  decided_on date not null,
  reason text not null,
  evidence text not null,
  notice bigint,
  elsewhere text,
  elsewhere_from date,
  elsewhere_through date,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint award_pkey PRIMARY KEY (etown, tender),
  constraint award_check CHECK ((elsewhere_through > elsewhere_from)),
  constraint award_elsewhere_check CHECK (((length(elsewhere) >= 2) AND (length(elsewhere) <= 300))),
  constraint award_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint award_etown_notice_fkey FOREIGN KEY (etown, notice) REFERENCES notice.notice(etown, id),
  constraint award_etown_tender_bid_fkey FOREIGN KEY (etown, tender, bid) REFERENCES project.opened_bid(etown, tender, bid),
  constraint award_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 1000))),
  constraint published_once CHECK ((((notice IS NULL) = (elsewhere IS NOT NULL)) AND ((elsewhere IS NULL) = (elsewhere_from IS NULL)) AND ((elsewhere IS NULL) = (elsewhere_through IS NULL))))
);
alter table project.award enable row level security;
alter table project.award force row level security;
create policy one_etown on project.award for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.award FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.award FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER award_fits BEFORE INSERT ON project.award FOR EACH ROW EXECUTE FUNCTION project.award_fits();
grant insert, select on project.award to ezhen_app;

-- 投标: 截止前收到谁的、何时收到; 报价开标时才登记
create table project.bid (
  etown integer not null,
  id bigint not null generated always as identity,
  tender bigint not null,
  bidder text not null,
  credit_code text not null,
  received_at timestamp with time zone not null,
  evidence text not null,
  made_by text not null,
  constraint bid_pkey PRIMARY KEY (etown, id),
  constraint bid_bidder_check CHECK (((length(bidder) >= 2) AND (length(bidder) <= 100))),
  constraint bid_credit_code_check CHECK ((credit_code ~ '^[0-9A-Z]{18}$'::text)),
  constraint bid_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint bid_etown_tender_credit_code_key UNIQUE (etown, tender, credit_code),
  constraint bid_etown_tender_fkey FOREIGN KEY (etown, tender) REFERENCES project.tender(etown, id),
  constraint bid_etown_tender_id_key UNIQUE (etown, tender, id)
);
alter table project.bid enable row level security;
alter table project.bid force row level security;
create policy one_etown on project.bid for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.bid FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.bid FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER bid_in_time BEFORE INSERT ON project.bid FOR EACH ROW EXECUTE FUNCTION project.bid_in_time();
grant insert, select on project.bid to ezhen_app;

-- 核实过的法定期限与限额: 县里查到原文后确认或改正, 附依据; 自生效日起用于此后开始的期限、此后签订的合同
create table project.clock_rule (
  etown integer not null,
  code text not null,
  number integer not null,
  amount integer not null,
  unit text not null,
  source text not null,
  in_force_from date not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint clock_rule_pkey PRIMARY KEY (etown, code, number),
  constraint clock_rule_amount_check CHECK (((amount >= 0) AND (amount <= 3650))),
  constraint clock_rule_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint clock_rule_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint clock_rule_number_check CHECK ((number >= 1)),
  constraint clock_rule_source_check CHECK (((length(source) >= 2) AND (length(source) <= 300))),
  constraint clock_rule_unit_check CHECK (((unit = ANY (ARRAY['workdays'::text, 'days'::text])) OR ((unit = 'percent'::text) AND (amount <= 100)))) NOT VALID
);
alter table project.clock_rule enable row level security;
alter table project.clock_rule force row level security;
create policy one_etown on project.clock_rule for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.clock_rule FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.clock_rule FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.clock_rule to ezhen_app;

-- 合同: 与中标人所签, 内容在各版里
create table project.contract (
  etown integer not null,
  id bigint not null generated always as identity,
  project bigint not null,
  tender bigint not null,
  number text not null,
  contractor text not null,
  credit_code text not null,
  constraint contract_pkey PRIMARY KEY (etown, id),
  constraint contract_contractor_check CHECK (((length(contractor) >= 2) AND (length(contractor) <= 100))),
  constraint contract_etown_id_project_key UNIQUE (etown, id, project),
  constraint contract_etown_number_key UNIQUE (etown, number),
  constraint contract_etown_project_key UNIQUE (etown, project),
  constraint contract_etown_tender_fkey FOREIGN KEY (etown, tender) REFERENCES project.award(etown, tender),
  constraint contract_etown_tender_project_fkey FOREIGN KEY (etown, tender, project) REFERENCES project.tender(etown, id, project),
  constraint contract_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)))
);
alter table project.contract enable row level security;
alter table project.contract force row level security;
create policy one_etown on project.contract for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.contract FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.contract FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.contract to ezhen_app;

-- 合同的资金安排: 审定合同及其变更时在专项资金里占下的钱
create table project.contract_allotment (
  etown integer not null,
  contract bigint not null,
  allotment bigint not null,
  source text not null,
  constraint contract_allotment_pkey PRIMARY KEY (etown, contract, allotment),
  constraint contract_allotment_etown_allotment_fkey FOREIGN KEY (etown, allotment) REFERENCES fund.allotment(etown, id),
  constraint contract_allotment_etown_allotment_key UNIQUE (etown, allotment),
  constraint contract_allotment_etown_contract_fkey FOREIGN KEY (etown, contract) REFERENCES project.contract(etown, id)
);
alter table project.contract_allotment enable row level security;
alter table project.contract_allotment force row level security;
create policy one_etown on project.contract_allotment for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.contract_allotment FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.contract_allotment FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.contract_allotment to ezhen_app;

-- 合同资金: 这一版合同价从哪个来源出多少 (分)
create table project.contract_money (
  etown integer not null,
  version bigint not null,
  source text not null,
  amount bigint not null,
  constraint contract_money_pkey PRIMARY KEY (etown, version, source),
  constraint contract_money_amount_check CHECK ((amount >= 0)),
  constraint contract_money_etown_version_fkey FOREIGN KEY (etown, version) REFERENCES project.contract_version(etown, id)
);
alter table project.contract_money enable row level security;
alter table project.contract_money force row level security;
create policy one_etown on project.contract_money for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.contract_money FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.contract_money FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER version_is_open BEFORE INSERT ON project.contract_money FOR EACH ROW EXECUTE FUNCTION project.version_is_open();
grant insert, select on project.contract_money to ezhen_app;

-- 合同公开: 审定的合同哪天在哪里公布的
create table project.contract_publication (
  etown integer not null,
  contract bigint not null,
  published_on date not null,
  place text not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint contract_publication_pkey PRIMARY KEY (etown, contract),
  constraint contract_publication_etown_contract_fkey FOREIGN KEY (etown, contract) REFERENCES project.contract(etown, id),
  constraint contract_publication_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint contract_publication_place_check CHECK (((length(place) >= 2) AND (length(place) <= 300)))
);
alter table project.contract_publication enable row level security;
alter table project.contract_publication force row level security;
create policy one_etown on project.contract_publication for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.contract_publication FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.contract_publication FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.contract_publication to ezhen_app;

-- 合同版本: 第一版为原合同, 以后各版为变更; 只增不改
create table project.contract_version (
  etown integer not null,
  id bigint not null generated always as identity,
  contract bigint not null,
  number integer not null,
  amount bigint not null,
  signed_on date not null,
  why text,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint contract_version_pkey PRIMARY KEY (etown, id),
  constraint amendment_has_reason CHECK (((number = 1) = (why IS NULL))),
  constraint contract_version_amount_check CHECK ((amount > 0)),
  constraint contract_version_etown_contract_fkey FOREIGN KEY (etown, contract) REFERENCES project.contract(etown, id),
  constraint contract_version_etown_contract_number_key UNIQUE (etown, contract, number),
  constraint contract_version_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint contract_version_number_check CHECK ((number >= 1)),
  constraint contract_version_why_check CHECK (((length(why) >= 4) AND (length(why) <= 500)))
);
alter table project.contract_version enable row level security;
alter table project.contract_version force row level security;
create policy one_etown on project.contract_version for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.contract_version FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.contract_version FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER version_adds_up AFTER INSERT ON project.contract_version DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION project.version_adds_up();
CREATE TRIGGER version_follows BEFORE INSERT ON project.contract_version FOR EACH ROW EXECUTE FUNCTION project.version_follows();
grant insert, select on project.contract_version to ezhen_app;

-- 交付: 承办企业就一个里程碑交付成果; 退回整改后再交付另记一条
create table project.delivery (
  etown integer not null,
  id bigint not null generated always as identity,
  contract bigint not null,
  place integer not null,
  delivered_on date not null,
  said text not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint delivery_pkey PRIMARY KEY (etown, id),
  constraint delivery_etown_contract_fkey FOREIGN KEY (etown, contract) REFERENCES project.contract(etown, id),
  constraint delivery_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint delivery_said_check CHECK (((length(said) >= 2) AND (length(said) <= 1000)))
);
CREATE INDEX delivery_milestone ON project.delivery USING btree (etown, contract, place, id);
alter table project.delivery enable row level security;
alter table project.delivery force row level security;
create policy one_etown on project.delivery for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.delivery FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.delivery FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER delivery_is_due BEFORE INSERT ON project.delivery FOR EACH ROW EXECUTE FUNCTION project.delivery_is_due();
grant insert, select on project.delivery to ezhen_app;

-- 保证金: performance 履约保证金, warranty 质量保证金; 承办企业的钱, 不入专项资金的账
create table project.deposit (
  etown integer not null,
  id bigint not null generated always as identity,
  contract bigint not null,
  kind text not null,
  form text not null, -- guarantee 保函, bill 支票、汇票或本票, transfer 转账, retained 从应付款中预留
  amount bigint not null,
  received_on date not null,
  due_back_on date not null, -- 按合同到期应退的日子
  terms text not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint deposit_pkey PRIMARY KEY (etown, id),
  constraint deposit_amount_check CHECK ((amount > 0)),
  constraint deposit_check CHECK ((due_back_on >= received_on)),
  constraint deposit_etown_contract_fkey FOREIGN KEY (etown, contract) REFERENCES project.contract(etown, id),
  constraint deposit_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint deposit_form_check CHECK ((form = ANY (ARRAY['guarantee'::text, 'bill'::text, 'transfer'::text, 'retained'::text]))),
  constraint deposit_kind_check CHECK ((kind = ANY (ARRAY['performance'::text, 'warranty'::text]))),
  constraint deposit_terms_check CHECK (((length(terms) >= 2) AND (length(terms) <= 500))),
  constraint retained_for_warranty CHECK (((form <> 'retained'::text) OR (kind = 'warranty'::text)))
);
CREATE INDEX deposit_contract ON project.deposit USING btree (etown, contract, id);
alter table project.deposit enable row level security;
alter table project.deposit force row level security;
create policy one_etown on project.deposit for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.deposit FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.deposit FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER deposit_fits BEFORE INSERT ON project.deposit FOR EACH ROW EXECUTE FUNCTION project.deposit_fits();
grant insert, select on project.deposit to ezhen_app;

-- 保证金退还: 一次了结; 没有全退的写明扣留理由
create table project.deposit_return (
  etown integer not null,
  deposit bigint not null,
  returned_on date not null,
  amount bigint not null,
  why text,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint deposit_return_pkey PRIMARY KEY (etown, deposit),
  constraint deposit_return_amount_check CHECK ((amount >= 0)),
  constraint deposit_return_etown_deposit_fkey FOREIGN KEY (etown, deposit) REFERENCES project.deposit(etown, id),
  constraint deposit_return_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint deposit_return_why_check CHECK (((length(why) >= 4) AND (length(why) <= 500)))
);
alter table project.deposit_return enable row level security;
alter table project.deposit_return force row level security;
create policy one_etown on project.deposit_return for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.deposit_return FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.deposit_return FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER deposit_return_is_due BEFORE INSERT ON project.deposit_return FOR EACH ROW EXECUTE FUNCTION project.deposit_return_is_due();
grant insert, select on project.deposit_return to ezhen_app;

-- 部门事项: permit 审批手续, site 场地协调, investment 招商, publicity 宣传, farming 农业支持, linkage 乡村振兴衔接, supervision 资金监督
create table project.duty (
  etown integer not null,
  id bigint not null generated always as identity,
  project bigint not null,
  kind text not null,
  name text not null,
  number text,
  done_on date not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint duty_pkey PRIMARY KEY (etown, id),
  constraint duty_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint duty_etown_project_fkey FOREIGN KEY (etown, project) REFERENCES project.project(etown, id),
  constraint duty_kind_check CHECK ((kind = ANY (ARRAY['permit'::text, 'site'::text, 'investment'::text, 'publicity'::text, 'farming'::text, 'linkage'::text, 'supervision'::text]))),
  constraint duty_name_check CHECK (((length(name) >= 2) AND (length(name) <= 200))),
  constraint duty_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)))
);
CREATE INDEX duty_project ON project.duty USING btree (etown, project, id);
alter table project.duty enable row level security;
alter table project.duty force row level security;
create policy one_etown on project.duty for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.duty FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.duty FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.duty to ezhen_app;

-- 绩效评价: 评价机构的得分与意见; 复评另记一条
create table project.evaluation (
  etown integer not null,
  project bigint not null,
  place integer not null,
  evaluator text not null,
  evaluated_on date not null,
  score integer not null, -- 得分, 百分之一分
  found text not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint evaluation_pkey PRIMARY KEY (etown, project, place),
  constraint evaluation_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint evaluation_etown_project_fkey FOREIGN KEY (etown, project) REFERENCES project.project(etown, id),
  constraint evaluation_evaluator_check CHECK (((length(evaluator) >= 2) AND (length(evaluator) <= 100))),
  constraint evaluation_found_check CHECK (((length(found) >= 2) AND (length(found) <= 2000))),
  constraint evaluation_place_check CHECK ((place >= 1)),
  constraint evaluation_score_check CHECK (((score >= 0) AND (score <= 10000)))
);
alter table project.evaluation enable row level security;
alter table project.evaluation force row level security;
create policy one_etown on project.evaluation for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.evaluation FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.evaluation FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.evaluation to ezhen_app;

-- 有效合同版本: 最后一版审定的
create view project.held_version with (security_invoker=true) as
 SELECT DISTINCT ON (v.etown, v.contract) v.etown,
    v.id,
    v.contract,
    v.number,
    v.amount,
    v.signed_on,
    v.why,
    v.evidence,
    v.made_by,
    v.made_at
   FROM project.contract_version v
     JOIN project.verdict d ON d.etown = v.etown AND d.version = v.id AND d.approved
  ORDER BY v.etown, v.contract, v.number DESC;
grant select on project.held_version to ezhen_app;

-- 里程碑验收: 对一次交付通过或退回整改; 交付与验收不得为同一人
create table project.inspection (
  etown integer not null,
  delivery bigint not null,
  accepted boolean not null,
  inspected_on date not null,
  said text not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint inspection_pkey PRIMARY KEY (etown, delivery),
  constraint inspection_etown_delivery_fkey FOREIGN KEY (etown, delivery) REFERENCES project.delivery(etown, id),
  constraint inspection_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint inspection_said_check CHECK (((length(said) >= 2) AND (length(said) <= 1000)))
);
alter table project.inspection enable row level security;
alter table project.inspection force row level security;
create policy one_etown on project.inspection for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.inspection FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.inspection FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER inspector_is_another BEFORE INSERT ON project.inspection FOR EACH ROW EXECUTE FUNCTION project.inspector_is_another();
grant insert, select on project.inspection to ezhen_app;

-- 项目状态表: 什么环节之后可以是什么
create view project.life with (security_invoker=true) as
 SELECT column1 AS event,
    column2 AS from_state,
    column3 AS to_state
   FROM (VALUES ('plan'::text,'started'::text,'planned'::text), ('return'::text,'planned'::text,'started'::text), ('approve'::text,'planned'::text,'approved'::text), ('plan'::text,'approved'::text,'planned'::text), ('plan'::text,'announced'::text,'planned'::text), ('announce'::text,'approved'::text,'announced'::text), ('fail'::text,'announced'::text,'approved'::text), ('open'::text,'announced'::text,'opened'::text), ('fail'::text,'opened'::text,'approved'::text), ('award'::text,'opened'::text,'awarded'::text), ('sign'::text,'awarded'::text,'contracted'::text), ('amend'::text,'contracted'::text,'contracted'::text), ('amend'::text,'performing'::text,'performing'::text), ('amend'::text,'performing'::text,'contracted'::text), ('amend'::text,'performing'::text,'delivered'::text), ('amend'::text,'performing'::text,'accepted'::text), ('amend'::text,'delivered'::text,'performing'::text), ('amend'::text,'delivered'::text,'delivered'::text), ('amend'::text,'delivered'::text,'accepted'::text), ('deliver'::text,'contracted'::text,'performing'::text), ('deliver'::text,'contracted'::text,'delivered'::text), ('deliver'::text,'performing'::text,'performing'::text), ('deliver'::text,'performing'::text,'delivered'::text), ('reject'::text,'performing'::text,'performing'::text), ('reject'::text,'delivered'::text,'performing'::text), ('accept'::text,'performing'::text,'performing'::text), ('accept'::text,'delivered'::text,'delivered'::text), ('accept'::text,'delivered'::text,'accepted'::text), ('publicise'::text,'accepted'::text,'publicised'::text), ('publicise'::text,'publicised'::text,'publicised'::text), ('evaluate'::text,'publicised'::text,'evaluated'::text), ('evaluate'::text,'evaluated'::text,'evaluated'::text), ('archive'::text,'evaluated'::text,'archived'::text), ('end'::text,'started'::text,'ended'::text), ('end'::text,'planned'::text,'ended'::text), ('end'::text,'approved'::text,'ended'::text), ('end'::text,'announced'::text,'ended'::text), ('end'::text,'opened'::text,'ended'::text), ('end'::text,'awarded'::text,'ended'::text)) "*VALUES*";
grant select on project.life to ezhen_app;

-- 里程碑: 一版合同里的各个节点, 金额之和等于合同价
create table project.milestone (
  etown integer not null,
  version bigint not null,
  place integer not null,
  name text not null,
  deliverable text not null,
  amount bigint not null,
  due_on date not null,
  needs_notice boolean not null, -- 付款前须验收公示期满
  constraint milestone_pkey PRIMARY KEY (etown, version, place),
  constraint milestone_amount_check CHECK ((amount >= 0)),
  constraint milestone_deliverable_check CHECK (((length(deliverable) >= 2) AND (length(deliverable) <= 1000))),
  constraint milestone_etown_version_fkey FOREIGN KEY (etown, version) REFERENCES project.contract_version(etown, id),
  constraint milestone_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint milestone_place_check CHECK (((place >= 1) AND (place <= 60)))
);
alter table project.milestone enable row level security;
alter table project.milestone force row level security;
create policy one_etown on project.milestone for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.milestone FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.milestone FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER version_is_open BEFORE INSERT ON project.milestone FOR EACH ROW EXECUTE FUNCTION project.version_is_open();
grant insert, select on project.milestone to ezhen_app;

-- 里程碑现状: 最近一次交付、验收与已付
create view project.milestone_state with (security_invoker=true) as
 SELECT m.etown,
    h.contract,
    c.project,
    m.place,
    m.name,
    m.deliverable,
    m.amount,
    m.due_on,
    m.needs_notice,
    d.id AS delivery,
    d.delivered_on,
    i.accepted,
    i.inspected_on,
    (COALESCE(( SELECT sum(p.amount) AS sum
           FROM project.payment p
          WHERE p.etown = m.etown AND p.contract = h.contract AND p.place = m.place), 0::numeric) - COALESCE(( SELECT sum(r.amount) AS sum
           FROM project.recovery r
          WHERE r.etown = m.etown AND r.contract = h.contract AND r.place = m.place), 0::numeric))::bigint AS paid
   FROM project.held_version h
     JOIN project.contract c ON c.etown = h.etown AND c.id = h.contract
     JOIN project.milestone m ON m.etown = h.etown AND m.version = h.id
     LEFT JOIN LATERAL ( SELECT x.etown,
            x.id,
            x.contract,
            x.place,
            x.delivered_on,
            x.said,
            x.evidence,
            x.made_by,
            x.made_at
           FROM project.delivery x
          WHERE x.etown = h.etown AND x.contract = h.contract AND x.place = m.place
          ORDER BY x.id DESC
         LIMIT 1) d ON true
     LEFT JOIN project.inspection i ON i.etown = d.etown AND i.delivery = d.id;
grant select on project.milestone_state to ezhen_app;

-- 报价: 开标时读出的金额 (分), 无效的写明理由
create table project.opened_bid (
  etown integer not null,
  tender bigint not null,
  bid bigint not null,
  amount bigint not null,
  valid boolean not null,
  why text,
  constraint opened_bid_pkey PRIMARY KEY (etown, tender, bid),
  constraint invalid_has_reason CHECK ((valid OR (why IS NOT NULL))),
  constraint opened_bid_amount_check CHECK ((amount > 0)),
  constraint opened_bid_etown_tender_bid_fkey FOREIGN KEY (etown, tender, bid) REFERENCES project.bid(etown, tender, id),
  constraint opened_bid_etown_tender_fkey FOREIGN KEY (etown, tender) REFERENCES project.opening(etown, tender),
  constraint opened_bid_why_check CHECK (((length(why) >= 2) AND (length(why) <= 500)))
);
alter table project.opened_bid enable row level security;
alter table project.opened_bid force row level security;
create policy one_etown on project.opened_bid for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.opened_bid FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.opened_bid FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.opened_bid to ezhen_app;

-- 开标: 一次采购开一次, 所有投标同时打开
create table project.opening (
  etown integer not null,
  tender bigint not null,
  opened_at timestamp with time zone not null,
  witnesses text not null,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint opening_pkey PRIMARY KEY (etown, tender),
  constraint opening_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint opening_etown_tender_fkey FOREIGN KEY (etown, tender) REFERENCES project.tender(etown, id),
  constraint opening_witnesses_check CHECK (((length(witnesses) >= 2) AND (length(witnesses) <= 300)))
);
alter table project.opening enable row level security;
alter table project.opening force row level security;
create policy one_etown on project.opening for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE CONSTRAINT TRIGGER all_bids_opened AFTER INSERT ON project.opening DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION project.all_bids_opened();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.opening FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.opening FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER opening_is_due BEFORE INSERT ON project.opening FOR EACH ROW EXECUTE FUNCTION project.opening_is_due();
grant insert, select on project.opening to ezhen_app;

-- 里程碑付款: 专项资金的一笔支付付的是哪个里程碑
create table project.payment (
  etown integer not null,
  contract bigint not null,
  place integer not null,
  payment bigint not null,
  allotment bigint not null,
  amount bigint not null,
  constraint payment_pkey PRIMARY KEY (etown, payment),
  constraint payment_amount_check CHECK ((amount > 0)),
  constraint payment_etown_contract_allotment_fkey FOREIGN KEY (etown, contract, allotment) REFERENCES project.contract_allotment(etown, contract, allotment),
  constraint payment_etown_payment_fkey FOREIGN KEY (etown, payment) REFERENCES fund.payment(etown, id)
);
CREATE INDEX payment_milestone ON project.payment USING btree (etown, contract, place);
alter table project.payment enable row level security;
alter table project.payment force row level security;
create policy one_etown on project.payment for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.payment FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.payment FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER payment_is_due BEFORE INSERT ON project.payment FOR EACH ROW EXECUTE FUNCTION project.payment_is_due();
grant insert, select on project.payment to ezhen_app;

-- 项目: 一次采购、一份合同; 状态只由办理记录推动
create table project.project (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  purpose text not null,
  clause text, -- 方案条款, 如 五.四
  category text not null, -- 支持方向, 方案中的代码
  state text not null default 'started'::text,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint project_pkey PRIMARY KEY (etown, id),
  constraint project_clause_check CHECK (((length(clause) >= 1) AND (length(clause) <= 40))),
  constraint project_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint project_etown_name_key UNIQUE (etown, name),
  constraint project_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint project_purpose_check CHECK (((length(purpose) >= 2) AND (length(purpose) <= 1000)))
);
CREATE INDEX project_state ON project.project USING btree (etown, state, id);
alter table project.project enable row level security;
alter table project.project force row level security;
create policy one_etown on project.project for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER project_begins BEFORE INSERT ON project.project FOR EACH ROW EXECUTE FUNCTION project.project_begins();
grant insert, select on project.project to ezhen_app;

-- 验收公示: 项目验收后发布的公示; 撤回后另发
create table project.publicity (
  etown integer not null,
  project bigint not null,
  notice bigint not null,
  made_at timestamp with time zone not null,
  constraint publicity_pkey PRIMARY KEY (etown, project, notice),
  constraint publicity_etown_notice_fkey FOREIGN KEY (etown, notice) REFERENCES notice.notice(etown, id),
  constraint publicity_etown_project_fkey FOREIGN KEY (etown, project) REFERENCES project.project(etown, id)
);
alter table project.publicity enable row level security;
alter table project.publicity force row level security;
create policy one_etown on project.publicity for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.publicity FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.publicity FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.publicity to ezhen_app;

-- 里程碑追回: 专项资金的一笔追回退的是哪个里程碑的已付款
create table project.recovery (
  etown integer not null,
  contract bigint not null,
  place integer not null,
  entry bigint not null,
  allotment bigint not null,
  amount bigint not null,
  constraint recovery_pkey PRIMARY KEY (etown, entry),
  constraint recovery_amount_check CHECK ((amount > 0)),
  constraint recovery_etown_contract_allotment_fkey FOREIGN KEY (etown, contract, allotment) REFERENCES project.contract_allotment(etown, contract, allotment),
  constraint recovery_etown_entry_fkey FOREIGN KEY (etown, entry) REFERENCES fund.entry(etown, id)
);
CREATE INDEX recovery_milestone ON project.recovery USING btree (etown, contract, place);
alter table project.recovery enable row level security;
alter table project.recovery force row level security;
create policy one_etown on project.recovery for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.recovery FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.recovery FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER recovery_is_due BEFORE INSERT ON project.recovery FOR EACH ROW EXECUTE FUNCTION project.recovery_is_due();
grant insert, select on project.recovery to ezhen_app;

-- 采购方案: 每次改动另存一版, 须重新核准; 只增不改
create table project.scheme (
  etown integer not null,
  project bigint not null,
  version integer not null,
  way text not null, -- open 公开招标, invited 邀请招标, negotiation 竞争性谈判, consultation 竞争性磋商, inquiry 询价, single-source 单一来源, framework 框架协议
  budget bigint not null, -- 预算 (分), 等于各来源之和
  scope text not null,
  qualification text not null,
  scoring text not null,
  term_days integer not null,
  why text,
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint scheme_pkey PRIMARY KEY (etown, project, version),
  constraint change_has_reason CHECK (((version = 1) = (why IS NULL))),
  constraint scheme_budget_check CHECK ((budget > 0)),
  constraint scheme_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint scheme_etown_project_fkey FOREIGN KEY (etown, project) REFERENCES project.project(etown, id),
  constraint scheme_qualification_check CHECK (((length(qualification) >= 2) AND (length(qualification) <= 2000))),
  constraint scheme_scope_check CHECK (((length(scope) >= 2) AND (length(scope) <= 4000))),
  constraint scheme_scoring_check CHECK (((length(scoring) >= 2) AND (length(scoring) <= 2000))),
  constraint scheme_term_days_check CHECK (((term_days >= 1) AND (term_days <= 3650))),
  constraint scheme_version_check CHECK ((version >= 1)),
  constraint scheme_way_check CHECK ((way = ANY (ARRAY['open'::text, 'invited'::text, 'negotiation'::text, 'consultation'::text, 'inquiry'::text, 'single-source'::text, 'framework'::text]))),
  constraint scheme_why_check CHECK (((length(why) >= 4) AND (length(why) <= 500)))
);
alter table project.scheme enable row level security;
alter table project.scheme force row level security;
create policy one_etown on project.scheme for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.scheme FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.scheme FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE CONSTRAINT TRIGGER scheme_adds_up AFTER INSERT ON project.scheme DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION project.scheme_adds_up();
grant insert, select on project.scheme to ezhen_app;

-- 方案资金: 预算从哪个来源出多少 (分)
create table project.scheme_money (
  etown integer not null,
  project bigint not null,
  version integer not null,
  source text not null,
  amount bigint not null,
  constraint scheme_money_pkey PRIMARY KEY (etown, project, version, source),
  constraint scheme_money_amount_check CHECK ((amount > 0)),
  constraint scheme_money_etown_project_version_fkey FOREIGN KEY (etown, project, version) REFERENCES project.scheme(etown, project, version)
);
alter table project.scheme_money enable row level security;
alter table project.scheme_money force row level security;
create policy one_etown on project.scheme_money for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.scheme_money FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.scheme_money FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.scheme_money to ezhen_app;

-- 法定限额: supplement 补充合同占原合同, performance-deposit 履约保证金占合同价, warranty-deposit 质量保证金占合同价 (工程); 百分比; binds 未经县里核实也约束
create view project.statutory_limit with (security_invoker=true) as
 SELECT column1 AS code,
    column2 AS percent,
    column3 AS binds
   FROM (VALUES ('supplement'::text,10,true), ('performance-deposit'::text,10,true), ('warranty-deposit'::text,3,false)) "*VALUES*";
grant select on project.statutory_limit to ezhen_app;

-- 办理记录: 谁在哪天做了什么、凭哪份文件、到了什么环节; 只增不改
create table project.step (
  etown integer not null,
  project bigint not null,
  place integer not null,
  event text not null,
  from_state text,
  to_state text not null,
  happened_on date not null, -- 事情发生的日子, 以文件为准; 登记时刻在 at
  reason text,
  evidence text,
  account text not null,
  at timestamp with time zone not null,
  constraint step_pkey PRIMARY KEY (etown, project, place),
  constraint step_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint step_etown_project_fkey FOREIGN KEY (etown, project) REFERENCES project.project(etown, id),
  constraint step_place_check CHECK ((place >= 1)),
  constraint step_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 1000)))
);
alter table project.step enable row level security;
alter table project.step force row level security;
create policy one_etown on project.step for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.step FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER moves_project AFTER INSERT ON project.step FOR EACH ROW EXECUTE FUNCTION project.step_moves_project();
CREATE TRIGGER step_is_due BEFORE INSERT ON project.step FOR EACH ROW EXECUTE FUNCTION project.step_is_due();
grant insert, select on project.step to ezhen_app;

-- 采购公告: 依据已核准的一版方案; 变更须重报核准后另发
create table project.tender (
  etown integer not null,
  id bigint not null generated always as identity,
  project bigint not null,
  version integer not null,
  number text not null,
  published_on date not null,
  published_at_place text not null, -- 在哪里公布: 网站名称或网址
  opens_at timestamp with time zone not null, -- 投标截止与开标的时刻
  evidence text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint tender_pkey PRIMARY KEY (etown, id),
  constraint tender_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint tender_etown_id_project_key UNIQUE (etown, id, project),
  constraint tender_etown_number_key UNIQUE (etown, number),
  constraint tender_etown_project_version_fkey FOREIGN KEY (etown, project, version) REFERENCES project.approval(etown, project, version),
  constraint tender_number_check CHECK (((length(number) >= 2) AND (length(number) <= 60))),
  constraint tender_published_at_place_check CHECK (((length(published_at_place) >= 2) AND (length(published_at_place) <= 300)))
);
alter table project.tender enable row level security;
alter table project.tender force row level security;
create policy one_etown on project.tender for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.tender FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.tender FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on project.tender to ezhen_app;

-- 合同审定: 对一版合同同意或不同意; 起草与审定不得为同一人
create table project.verdict (
  etown integer not null,
  version bigint not null,
  approved boolean not null,
  reason text,
  judged_by text not null,
  judged_at timestamp with time zone not null,
  constraint verdict_pkey PRIMARY KEY (etown, version),
  constraint declined_has_reason CHECK ((approved OR (reason IS NOT NULL))),
  constraint verdict_etown_version_fkey FOREIGN KEY (etown, version) REFERENCES project.contract_version(etown, id),
  constraint verdict_reason_check CHECK (((length(reason) >= 4) AND (length(reason) <= 500)))
);
alter table project.verdict enable row level security;
alter table project.verdict force row level security;
create policy one_etown on project.verdict for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON project.verdict FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON project.verdict FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER supplement_fits BEFORE INSERT ON project.verdict FOR EACH ROW WHEN (new.approved) EXECUTE FUNCTION project.supplement_fits();
CREATE TRIGGER verdict_is_due BEFORE INSERT ON project.verdict FOR EACH ROW EXECUTE FUNCTION project.verdict_is_due();
grant insert, select on project.verdict to ezhen_app;

-- 已审定的合同: 编号、承办单位、现行合同价 (分)
create view project_pub.contract with (security_invoker=true) as
 SELECT c.etown,
    c.id,
    c.project,
    c.number,
    c.contractor,
    c.credit_code,
    h.id AS version,
    h.amount,
    h.signed_on
   FROM project.contract c
     JOIN project.held_version h ON h.etown = c.etown AND h.contract = c.id;
grant select on project_pub.contract to ezhen_app;

-- 里程碑现状: 到期日、交付、验收、已付 (分)
create view project_pub.milestone with (security_invoker=true) as
 SELECT etown,
    contract,
    project,
    place,
    name,
    deliverable,
    amount,
    due_on,
    delivered_on,
    accepted,
    inspected_on,
    paid
   FROM project.milestone_state;
grant select on project_pub.milestone to ezhen_app;

-- 项目: 名称、条款、类别、环节、已核准的预算 (分)
create view project_pub.project with (security_invoker=true) as
 SELECT etown,
    id,
    name,
    clause,
    category,
    state,
    ( SELECT s.budget
           FROM project.scheme s
             JOIN project.approval a USING (etown, project, version)
          WHERE s.etown = p.etown AND s.project = p.id
          ORDER BY s.version DESC
         LIMIT 1) AS budget
   FROM project.project p;
grant select on project_pub.project to ezhen_app;

-- 信息: bulletin 简报, work-report 工作报告
create table report.bulletin (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint bulletin_pkey PRIMARY KEY (etown, id),
  constraint bulletin_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint bulletin_kind_check CHECK ((kind = ANY (ARRAY['bulletin'::text, 'work-report'::text])))
);
alter table report.bulletin enable row level security;
alter table report.bulletin force row level security;
create policy one_etown on report.bulletin for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.bulletin FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.bulletin FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.bulletin to ezhen_app;

-- 信息的步骤: write 拟稿, submit 送审, return 退回, publish 审定发布, withdraw 撤下
create table report.bulletin_step (
  etown integer not null,
  bulletin bigint not null,
  no integer not null,
  prior integer,
  action text not null,
  before text,
  after text not null,
  draft integer not null,
  note text,
  by text not null,
  at timestamp with time zone not null,
  constraint bulletin_step_pkey PRIMARY KEY (etown, bulletin, no),
  constraint bulletin_step_check CHECK ((prior = (no - 1))),
  constraint bulletin_step_check1 CHECK ((((no = 1) = (prior IS NULL)) AND ((no = 1) = (before IS NULL)))),
  constraint bulletin_step_check2 CHECK (((action <> ALL (ARRAY['return'::text, 'withdraw'::text])) OR (note IS NOT NULL))),
  constraint bulletin_step_etown_bulletin_draft_fkey FOREIGN KEY (etown, bulletin, draft) REFERENCES report.draft(etown, bulletin, no),
  constraint bulletin_step_etown_bulletin_no_after_key UNIQUE (etown, bulletin, no, after),
  constraint bulletin_step_etown_bulletin_prior_before_fkey FOREIGN KEY (etown, bulletin, prior, before) REFERENCES report.bulletin_step(etown, bulletin, no, after),
  constraint bulletin_step_no_check CHECK ((no >= 1)),
  constraint bulletin_step_note_check CHECK (((length(note) >= 2) AND (length(note) <= 500))),
  constraint known_bulletin_step CHECK ((((((((action = 'write'::text) AND (COALESCE(before, ''::text) = ''::text) AND (after = 'draft'::text)) OR ((action = 'write'::text) AND (COALESCE(before, ''::text) = 'draft'::text) AND (after = 'draft'::text))) OR ((action = 'submit'::text) AND (COALESCE(before, ''::text) = 'draft'::text) AND (after = 'waiting'::text))) OR ((action = 'return'::text) AND (COALESCE(before, ''::text) = 'waiting'::text) AND (after = 'draft'::text))) OR ((action = 'publish'::text) AND (COALESCE(before, ''::text) = 'waiting'::text) AND (after = 'published'::text))) OR ((action = 'withdraw'::text) AND (COALESCE(before, ''::text) = 'published'::text) AND (after = 'withdrawn'::text))))
);
alter table report.bulletin_step enable row level security;
alter table report.bulletin_step force row level security;
create policy one_etown on report.bulletin_step for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.bulletin_step FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.bulletin_step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER publisher_is_another BEFORE INSERT ON report.bulletin_step FOR EACH ROW EXECUTE FUNCTION report.publisher_is_another();
grant insert, select on report.bulletin_step to ezhen_app;

-- 单元格: 每次填写另存一行; computed 由明细计算, typed 填报, handed-in 离线表交来, unknown 未知, no-base 无可比基数, blank 清空
create table report.cell (
  etown integer not null,
  report bigint not null,
  field text not null,
  no integer not null,
  prior integer,
  origin text not null,
  value text, -- 数为最简分数 num/den (基本单位), 文字为原文
  note text,
  words jsonb,
  lineage jsonb,
  step integer not null, -- 写时报表所在的步骤, 须是填报中的最后一步
  state text not null default 'filling'::text,
  by text not null,
  at timestamp with time zone not null,
  constraint cell_pkey PRIMARY KEY (etown, report, field, no),
  constraint cell_check CHECK ((prior = (no - 1))),
  constraint cell_check1 CHECK (((no = 1) = (prior IS NULL))),
  constraint cell_check2 CHECK (((value IS NULL) = (origin = ANY (ARRAY['unknown'::text, 'no-base'::text, 'blank'::text])))),
  constraint cell_check3 CHECK (((origin = 'computed'::text) OR (lineage IS NULL) OR (origin = 'no-base'::text))),
  constraint cell_etown_report_field_prior_fkey FOREIGN KEY (etown, report, field, prior) REFERENCES report.cell(etown, report, field, no),
  constraint cell_etown_report_step_state_fkey FOREIGN KEY (etown, report, step, state) REFERENCES report.step(etown, report, no, after),
  constraint cell_field_check CHECK ((field ~ '^[a-z][a-z0-9-]{0,39}$'::text)),
  constraint cell_no_check CHECK ((no >= 1)),
  constraint cell_note_check CHECK ((length(note) <= 500)),
  constraint cell_origin_check CHECK ((origin = ANY (ARRAY['computed'::text, 'typed'::text, 'handed-in'::text, 'unknown'::text, 'no-base'::text, 'blank'::text]))),
  constraint cell_state_check CHECK ((state = 'filling'::text)),
  constraint cell_value_check CHECK ((length(value) <= 2000))
);
alter table report.cell enable row level security;
alter table report.cell force row level security;
create policy one_etown on report.cell for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.cell FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.cell FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER cell_is_open BEFORE INSERT ON report.cell FOR EACH ROW EXECUTE FUNCTION report.cell_is_open();
grant insert, select on report.cell to ezhen_app;

-- 上报包: 签名的快照集合, 每包指明上一包的哈希
create table report.dispatch (
  etown integer not null,
  number integer not null,
  prior integer,
  previous text,
  content text not null,
  sha256 text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint dispatch_pkey PRIMARY KEY (etown, number),
  constraint dispatch_check CHECK ((prior = (number - 1))),
  constraint dispatch_check1 CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint dispatch_check2 CHECK ((((number = 1) = (prior IS NULL)) AND ((number = 1) = (previous IS NULL)))),
  constraint dispatch_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint dispatch_etown_number_sha256_key UNIQUE (etown, number, sha256),
  constraint dispatch_etown_prior_previous_fkey FOREIGN KEY (etown, prior, previous) REFERENCES report.dispatch(etown, number, sha256),
  constraint dispatch_number_check CHECK ((number >= 1))
);
alter table report.dispatch enable row level security;
alter table report.dispatch force row level security;
create policy one_etown on report.dispatch for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.dispatch FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.dispatch FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.dispatch to ezhen_app;

-- 上报包的成员: 一号快照只上报一次
create table report.dispatched (
  etown integer not null,
  dispatch integer not null,
  place integer not null,
  report bigint not null,
  number integer not null,
  sha256 text not null,
  constraint dispatched_pkey PRIMARY KEY (etown, dispatch, place),
  constraint dispatched_etown_dispatch_fkey FOREIGN KEY (etown, dispatch) REFERENCES report.dispatch(etown, number),
  constraint dispatched_etown_report_number_key UNIQUE (etown, report, number),
  constraint dispatched_etown_report_number_sha256_fkey FOREIGN KEY (etown, report, number, sha256) REFERENCES report.snapshot(etown, report, number, sha256),
  constraint dispatched_place_check CHECK ((place >= 1))
);
alter table report.dispatched enable row level security;
alter table report.dispatched force row level security;
create policy one_etown on report.dispatched for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.dispatched FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.dispatched FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.dispatched to ezhen_app;

-- 信息稿: 每次修改另存一稿; 文中的数字是对报表单元格的引用
create table report.draft (
  etown integer not null,
  bulletin bigint not null,
  no integer not null,
  title text not null,
  body text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (etown, bulletin, no),
  constraint draft_body_check CHECK (((length(body) >= 4) AND (length(body) <= 20000))),
  constraint draft_etown_bulletin_fkey FOREIGN KEY (etown, bulletin) REFERENCES report.bulletin(etown, id),
  constraint draft_no_check CHECK ((no >= 1)),
  constraint draft_title_check CHECK (((length(title) >= 4) AND (length(title) <= 120)))
);
alter table report.draft enable row level security;
alter table report.draft force row level security;
create policy one_etown on report.draft for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.draft FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.draft FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.draft to ezhen_app;

-- 报表式样: 栏目、取数、校验与单元格映射; 每次修改另存一版, 已开的期次仍用原版
create table report.form (
  etown integer not null,
  code text not null,
  version integer not null,
  every text not null,
  name text not null,
  content text not null, -- 规范化 JSON
  sha256 text not null,
  template text, -- 外部报表的 Excel 原件; 空为内置报表
  made_by text not null,
  made_at timestamp with time zone not null,
  constraint form_pkey PRIMARY KEY (etown, code, version),
  constraint form_check CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint form_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text)),
  constraint form_content_check CHECK ((length(content) <= 200000)),
  constraint form_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint form_etown_template_fkey FOREIGN KEY (etown, template) REFERENCES platform.evidence(etown, sha256),
  constraint form_every_check CHECK ((every = ANY (ARRAY['month'::text, 'quarter'::text, 'half-year'::text, 'year'::text]))),
  constraint form_name_check CHECK (((length(name) >= 2) AND (length(name) <= 80))),
  constraint form_version_check CHECK ((version >= 1))
);
alter table report.form enable row level security;
alter table report.form force row level security;
create policy one_etown on report.form for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.form FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.form FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.form to ezhen_app;

-- 已发布的信息: 文字与数字在发布时固定
create table report.issue (
  etown integer not null,
  bulletin bigint not null,
  step integer not null,
  state text not null default 'published'::text,
  content text not null,
  sha256 text not null,
  constraint issue_pkey PRIMARY KEY (etown, bulletin),
  constraint issue_check CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint issue_etown_bulletin_step_state_fkey FOREIGN KEY (etown, bulletin, step, state) REFERENCES report.bulletin_step(etown, bulletin, no, after),
  constraint issue_state_check CHECK ((state = 'published'::text))
);
alter table report.issue enable row level security;
alter table report.issue force row level security;
create policy one_etown on report.issue for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.issue FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.issue FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.issue to ezhen_app;

-- 收到的上报包: 与上一包首尾相接才收, 整包收或整包不收
create table report.received (
  etown integer not null,
  sender bigint not null,
  number integer not null,
  prior integer,
  previous text,
  sha256 text not null,
  content text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint received_pkey PRIMARY KEY (etown, sender, number),
  constraint received_check CHECK ((prior = (number - 1))),
  constraint received_check1 CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint received_check2 CHECK ((((number = 1) = (prior IS NULL)) AND ((number = 1) = (previous IS NULL)))),
  constraint received_etown_sender_fkey FOREIGN KEY (etown, sender) REFERENCES report.sender(etown, id),
  constraint received_etown_sender_number_sha256_key UNIQUE (etown, sender, number, sha256),
  constraint received_etown_sender_prior_previous_fkey FOREIGN KEY (etown, sender, prior, previous) REFERENCES report.received(etown, sender, number, sha256),
  constraint received_number_check CHECK ((number >= 1)),
  constraint received_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
alter table report.received enable row level security;
alter table report.received force row level security;
create policy one_etown on report.received for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.received FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.received FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.received to ezhen_app;

-- 收到的锁定快照; 汇总只看这里, 从不看下级未锁定的数
create table report.received_snapshot (
  etown integer not null,
  sender bigint not null,
  received integer not null,
  place integer not null,
  form text not null,
  period text not null,
  number integer not null,
  content text not null,
  sha256 text not null,
  constraint received_snapshot_pkey PRIMARY KEY (etown, sender, received, place),
  constraint received_snapshot_check CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint received_snapshot_etown_sender_form_period_number_key UNIQUE (etown, sender, form, period, number),
  constraint received_snapshot_etown_sender_received_fkey FOREIGN KEY (etown, sender, received) REFERENCES report.received(etown, sender, number),
  constraint received_snapshot_number_check CHECK ((number >= 1)),
  constraint received_snapshot_place_check CHECK ((place >= 1))
);
alter table report.received_snapshot enable row level security;
alter table report.received_snapshot force row level security;
create policy one_etown on report.received_snapshot for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.received_snapshot FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.received_snapshot FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.received_snapshot to ezhen_app;

-- 退回意见: 写在单元格上 (field 空为整表), 再次提交后仍在
create table report.remark (
  etown integer not null,
  id bigint not null generated always as identity,
  report bigint not null,
  step integer not null,
  action text not null default 'filling'::text,
  field text not null default ''::text,
  text text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint remark_pkey PRIMARY KEY (etown, id),
  constraint remark_action_check CHECK ((action = 'filling'::text)),
  constraint remark_etown_report_step_action_fkey FOREIGN KEY (etown, report, step, action) REFERENCES report.step(etown, report, no, after),
  constraint remark_field_check CHECK ((field ~ '^([a-z][a-z0-9-]{0,39})?$'::text)),
  constraint remark_text_check CHECK (((length(text) >= 2) AND (length(text) <= 500)))
);
CREATE INDEX remark_report ON report.remark USING btree (etown, report);
alter table report.remark enable row level security;
alter table report.remark force row level security;
create policy one_etown on report.remark for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.remark FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.remark FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.remark to ezhen_app;

-- 报表期次: 一个式样一期一份
create table report.report (
  etown integer not null,
  id bigint not null generated always as identity,
  form text not null,
  version integer not null,
  period text not null,
  period_from date not null,
  period_until date not null, -- 期间止 (不含当日)
  due_on date, -- 应报日; 空: 国务院放假安排尚未公布, 算不出工作日
  opened_by text not null,
  opened_at timestamp with time zone not null,
  constraint report_pkey PRIMARY KEY (etown, id),
  constraint report_check CHECK ((period_from < period_until)),
  constraint report_etown_form_period_key UNIQUE (etown, form, period),
  constraint report_etown_form_version_fkey FOREIGN KEY (etown, form, version) REFERENCES report.form(etown, code, version),
  constraint report_period_check CHECK ((period ~ '^20[0-9]{2}(-(0[1-9]|1[0-2])|Q[1-4]|H[12])?$'::text))
);
alter table report.report enable row level security;
alter table report.report force row level security;
create policy one_etown on report.report for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.report FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.report FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.report to ezhen_app;

-- 下级报送单位及其验签公钥; confirmed 为当面或经第二渠道核对公钥的说明
create table report.sender (
  etown integer not null,
  id bigint not null generated always as identity,
  origin text not null,
  name text not null,
  ed25519 text not null,
  sm2 text not null,
  confirmed text not null,
  added_by text not null,
  added_at timestamp with time zone not null,
  constraint sender_pkey PRIMARY KEY (etown, id),
  constraint sender_confirmed_check CHECK (((length(confirmed) >= 4) AND (length(confirmed) <= 200))),
  constraint sender_ed25519_check CHECK ((length(ed25519) <= 400)),
  constraint sender_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint sender_etown_origin_key UNIQUE (etown, origin),
  constraint sender_name_check CHECK (((length(name) >= 2) AND (length(name) <= 80))),
  constraint sender_origin_check CHECK (((length(origin) >= 3) AND (length(origin) <= 200))),
  constraint sender_sm2_check CHECK ((length(sm2) <= 400))
);
alter table report.sender enable row level security;
alter table report.sender force row level security;
create policy one_etown on report.sender for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.sender FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.sender FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.sender to ezhen_app;

-- 锁定快照: 数、口径、来历的规范化 JSON 及其哈希; 更正是下一号, 并指明上一号的哈希
create table report.snapshot (
  etown integer not null,
  report bigint not null,
  number integer not null,
  prior integer,
  previous text,
  step integer not null,
  state text not null default 'locked'::text,
  content text not null,
  sha256 text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint snapshot_pkey PRIMARY KEY (etown, report, number),
  constraint snapshot_check CHECK ((prior = (number - 1))),
  constraint snapshot_check1 CHECK ((sha256 = encode(sha256(convert_to(content, 'UTF8'::name)), 'hex'::text))),
  constraint snapshot_check2 CHECK ((((number = 1) = (prior IS NULL)) AND ((number = 1) = (previous IS NULL)))),
  constraint snapshot_etown_report_number_sha256_key UNIQUE (etown, report, number, sha256),
  constraint snapshot_etown_report_prior_previous_fkey FOREIGN KEY (etown, report, prior, previous) REFERENCES report.snapshot(etown, report, number, sha256),
  constraint snapshot_etown_report_step_key UNIQUE (etown, report, step),
  constraint snapshot_etown_report_step_state_fkey FOREIGN KEY (etown, report, step, state) REFERENCES report.step(etown, report, no, after),
  constraint snapshot_number_check CHECK ((number >= 1)),
  constraint snapshot_state_check CHECK ((state = 'locked'::text))
);
alter table report.snapshot enable row level security;
alter table report.snapshot force row level security;
create policy one_etown on report.snapshot for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.snapshot FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.snapshot FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on report.snapshot to ezhen_app;

-- 报送步骤: open 开始, submit 提交, pass 镇级通过, return 退回, lock 锁定, dispatch 上报, amend 更正; 现状是最后一步的 after
create table report.step (
  etown integer not null,
  report bigint not null,
  no integer not null,
  prior integer,
  action text not null,
  before text,
  after text not null,
  note text,
  by text not null,
  at timestamp with time zone not null,
  constraint step_pkey PRIMARY KEY (etown, report, no),
  constraint known_step CHECK (((((((((((action = 'open'::text) AND (COALESCE(before, ''::text) = ''::text) AND (after = 'filling'::text)) OR ((action = 'submit'::text) AND (COALESCE(before, ''::text) = 'filling'::text) AND (after = 'township'::text))) OR ((action = 'pass'::text) AND (COALESCE(before, ''::text) = 'township'::text) AND (after = 'county'::text))) OR ((action = 'return'::text) AND (COALESCE(before, ''::text) = 'township'::text) AND (after = 'filling'::text))) OR ((action = 'return'::text) AND (COALESCE(before, ''::text) = 'county'::text) AND (after = 'filling'::text))) OR ((action = 'lock'::text) AND (COALESCE(before, ''::text) = 'county'::text) AND (after = 'locked'::text))) OR ((action = 'dispatch'::text) AND (COALESCE(before, ''::text) = 'locked'::text) AND (after = 'dispatched'::text))) OR ((action = 'amend'::text) AND (COALESCE(before, ''::text) = 'locked'::text) AND (after = 'filling'::text))) OR ((action = 'amend'::text) AND (COALESCE(before, ''::text) = 'dispatched'::text) AND (after = 'filling'::text)))),
  constraint step_check CHECK ((prior = (no - 1))),
  constraint step_check1 CHECK ((((no = 1) = (prior IS NULL)) AND ((no = 1) = (before IS NULL)))),
  constraint step_check2 CHECK (((action <> 'amend'::text) OR (note IS NOT NULL))),
  constraint step_etown_report_fkey FOREIGN KEY (etown, report) REFERENCES report.report(etown, id),
  constraint step_etown_report_no_after_key UNIQUE (etown, report, no, after),
  constraint step_etown_report_prior_before_fkey FOREIGN KEY (etown, report, prior, before) REFERENCES report.step(etown, report, no, after),
  constraint step_no_check CHECK ((no >= 1)),
  constraint step_note_check CHECK (((length(note) >= 2) AND (length(note) <= 500)))
);
alter table report.step enable row level security;
alter table report.step force row level security;
create policy one_etown on report.step for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON report.step FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON report.step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER reviewer_is_another BEFORE INSERT ON report.step FOR EACH ROW EXECUTE FUNCTION report.reviewer_is_another();
CREATE CONSTRAINT TRIGGER step_is_whole AFTER INSERT ON report.step DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION report.step_is_whole();
grant insert, select on report.step to ezhen_app;

-- 日汇总: 由市场事件累计, 与累计进度同一事务; 全量重算须与之相等
create table statistics.daily_sum (
  etown integer not null,
  measure text not null, -- retail 网络零售额 (分), lines 计入的订单行数, orders 计入的订单数, refund 计入各行的退款 (分), excluded:原因 不计的金额 (分); parcels 包裹, scans 扫码, lots 批次, fund-arrived/fund-paid/fund-recovered 专项资金 (分)
  part text not null default ''::text, -- 部分: 网店、追溯产品或资金来源; 空为全部之和, 单独累计, 看板只读这些行
  day date not null,
  amount bigint not null,
  constraint daily_sum_pkey PRIMARY KEY (etown, measure, part, day),
  constraint daily_sum_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint daily_sum_measure_check CHECK ((measure ~ '^[a-z]+(-[a-z]+)*(:[a-z]+(-[a-z]+)*)?$'::text))
);
alter table statistics.daily_sum enable row level security;
alter table statistics.daily_sum force row level security;
create policy one_etown on statistics.daily_sum for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on statistics.daily_sum to ezhen_app;

-- 录入数: 没有明细可算的数和全市平均, 每个都附来源文件; 只增不改, 更正是指明所替代之行的新行
create table statistics.entered_figure (
  etown integer not null,
  id bigint not null generated always as identity,
  indicator text not null,
  area text not null default ''::text, -- 空为本e镇; 否则为所比较地区的区划代码 (全市平均)
  period_from date not null,
  period_until date not null, -- 期间止 (不含当日)
  value text not null, -- 精确小数, 单位见 unit
  unit text not null,
  source text not null,
  evidence text not null,
  replaces bigint, -- 更正: 所替代的行; 一行只能被替代一次
  reason text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  constraint entered_figure_pkey PRIMARY KEY (etown, id),
  constraint entered_figure_area_check CHECK ((area ~ '^([0-9]{6})?$'::text)),
  constraint entered_figure_check CHECK ((period_from < period_until)),
  constraint entered_figure_check1 CHECK (((replaces IS NULL) = (reason IS NULL))),
  constraint entered_figure_check2 CHECK ((replaces <> id)),
  constraint entered_figure_etown_evidence_fkey FOREIGN KEY (etown, evidence) REFERENCES platform.evidence(etown, sha256),
  constraint entered_figure_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint entered_figure_etown_id_indicator_area_period_from_period_u_key UNIQUE (etown, id, indicator, area, period_from, period_until),
  constraint entered_figure_etown_replaces_indicator_area_period_from_p_fkey FOREIGN KEY (etown, replaces, indicator, area, period_from, period_until) REFERENCES statistics.entered_figure(etown, id, indicator, area, period_from, period_until),
  constraint entered_figure_etown_replaces_key UNIQUE (etown, replaces),
  constraint entered_figure_indicator_check CHECK ((indicator ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint entered_figure_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 500))),
  constraint entered_figure_source_check CHECK (((length(source) >= 2) AND (length(source) <= 500))),
  constraint entered_figure_unit_check CHECK (((length(unit) >= 1) AND (length(unit) <= 8))),
  constraint entered_figure_value_check CHECK ((value ~ '^-?[0-9]{1,15}(\.[0-9]{1,9})?$'::text))
);
CREATE UNIQUE INDEX entered_figure_first ON statistics.entered_figure USING btree (etown, indicator, area, period_from, period_until) WHERE (replaces IS NULL);
alter table statistics.entered_figure enable row level security;
alter table statistics.entered_figure force row level security;
create policy one_etown on statistics.entered_figure for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON statistics.entered_figure FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON statistics.entered_figure FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on statistics.entered_figure to ezhen_app;

-- 日汇总已累计到的事件及其时刻: 每个数字的“截至”
create table statistics.folded (
  etown integer not null,
  seq bigint not null,
  at timestamp with time zone not null,
  constraint folded_pkey PRIMARY KEY (etown),
  constraint folded_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
alter table statistics.folded enable row level security;
alter table statistics.folded force row level security;
create policy one_etown on statistics.folded for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on statistics.folded to ezhen_app;

-- 全量重算: 从订单行重新合计, 与日汇总逐个比较; repair 为经人批准后改正
create table statistics.recount (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  at timestamp with time zone not null default now(),
  asked_by text not null,
  reason text,
  seq bigint not null, -- 比较时日汇总已累计到的事件
  lines bigint not null,
  sums bigint not null, -- 比较了多少个日汇总
  differing bigint not null,
  differences jsonb not null default '[]'::jsonb, -- 不等的前 100 个: 项目、网店、日、重算数、汇总数
  constraint recount_pkey PRIMARY KEY (etown, id),
  constraint recount_check CHECK (((kind = 'repair'::text) = (reason IS NOT NULL))),
  constraint recount_check1 CHECK (((differing >= 0) AND (differing <= sums))),
  constraint recount_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint recount_kind_check CHECK ((kind = ANY (ARRAY['compare'::text, 'repair'::text]))),
  constraint recount_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 500)))
);
alter table statistics.recount enable row level security;
alter table statistics.recount force row level security;
create policy one_etown on statistics.recount for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON statistics.recount FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON statistics.recount FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on statistics.recount to ezhen_app;

-- 不发事件的计数行汇总到哪里: 当日与前一日整日重数, 更早的不再变
create table statistics.rolled (
  etown integer not null,
  measure text not null,
  day date not null, -- 上次汇总的日子; 此前各日已定
  mark bigint not null, -- 汇总时最新的行号
  settled boolean not null, -- 行号不变时又数过一次: 当时还在提交的行也已计入
  constraint rolled_pkey PRIMARY KEY (etown, measure),
  constraint rolled_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint rolled_measure_check CHECK ((measure ~ '^[a-z]+(-[a-z]+)*$'::text))
);
alter table statistics.rolled enable row level security;
alter table statistics.rolled force row level security;
create policy one_etown on statistics.rolled for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on statistics.rolled to ezhen_app;

-- 保存的查询: 页面、指标和筛选条件; 打开的人仍只看到自己有权看的
create table statistics.saved_view (
  etown integer not null,
  id bigint not null generated always as identity,
  name text not null,
  page text not null,
  indicator text,
  query jsonb not null,
  shared boolean not null,
  made_by text not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint saved_view_pkey PRIMARY KEY (etown, id),
  constraint saved_view_check CHECK (((page = ANY (ARRAY['figure'::text, 'rows'::text])) = (indicator IS NOT NULL))),
  constraint saved_view_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint saved_view_indicator_check CHECK ((indicator ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint saved_view_page_check CHECK ((page = ANY (ARRAY['board'::text, 'figure'::text, 'rows'::text, 'compare'::text]))),
  constraint saved_view_query_check CHECK ((jsonb_typeof(query) = 'object'::text))
);
CREATE UNIQUE INDEX saved_view_name ON statistics.saved_view USING btree (etown, made_by, name) WHERE (ended_at IS NULL);
alter table statistics.saved_view enable row level security;
alter table statistics.saved_view force row level security;
create policy one_etown on statistics.saved_view for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on statistics.saved_view to ezhen_app;
grant update (ended_at) on statistics.saved_view to ezhen_app;

-- 计数行: 日汇总所累计的每一行 (订单行另见 market_pub.order_line)
create view statistics.tally with (security_invoker=true) as
 SELECT parcel.etown,
    'parcels'::text AS measure,
    parcel.shop::text AS part,
    parcel.day,
    1::bigint AS amount,
    parcel.waybill AS key,
    parcel.waybill AS name,
    (parcel.platform || '/'::text) || parcel.order_no AS about,
    parcel.evidence,
    NULL::timestamp with time zone AS at
   FROM market_pub.parcel
UNION ALL
 SELECT scan.etown,
    'scans'::text AS measure,
    scan.item::text AS part,
    scan.day,
    1 AS amount,
    lpad(scan.scan::text, 18, '0'::text) AS key,
    scan.serial AS name,
    scan.lot::text AS about,
    NULL::text AS evidence,
    scan.at
   FROM trace_pub.scan
UNION ALL
 SELECT lot.etown,
    'lots'::text AS measure,
    lot.item::text AS part,
    lot.day,
    1 AS amount,
    lpad(lot.lot::text, 18, '0'::text) AS key,
    lot.code AS name,
    lot.lot::text AS about,
    NULL::text AS evidence,
    NULL::timestamp with time zone AS at
   FROM trace_pub.lot
UNION ALL
 SELECT movement.etown,
    movement.measure,
    movement.source AS part,
    movement.day,
    movement.amount,
    lpad(movement.entry::text, 18, '0'::text) AS key,
    movement.name,
    COALESCE(movement.allotment::text, ''::text) AS about,
    movement.evidence,
    NULL::timestamp with time zone AS at
   FROM fund_pub.movement
UNION ALL
 SELECT rapid_test.etown,
    'rapid-tests'::text AS measure,
    rapid_test.food AS part,
    rapid_test.day,
    1 AS amount,
    lpad(rapid_test.sample::text, 18, '0'::text) AS key,
    rapid_test.code AS name,
    rapid_test.sample::text AS about,
    NULL::text AS evidence,
    NULL::timestamp with time zone AS at
   FROM inspection_pub.rapid_test
UNION ALL
 SELECT rapid_test.etown,
    'rapid-negatives'::text AS measure,
    rapid_test.food AS part,
    rapid_test.day,
    1 AS amount,
    lpad(rapid_test.sample::text, 18, '0'::text) AS key,
    rapid_test.code AS name,
    rapid_test.sample::text AS about,
    NULL::text AS evidence,
    NULL::timestamp with time zone AS at
   FROM inspection_pub.rapid_test
  WHERE NOT rapid_test.positive
UNION ALL
 SELECT rapid_test.etown,
    'rapid-positives'::text AS measure,
    rapid_test.food AS part,
    rapid_test.day,
    1 AS amount,
    lpad(rapid_test.sample::text, 18, '0'::text) AS key,
    rapid_test.code AS name,
    rapid_test.sample::text AS about,
    NULL::text AS evidence,
    NULL::timestamp with time zone AS at
   FROM inspection_pub.rapid_test
  WHERE rapid_test.positive
UNION ALL
 SELECT lab_test.etown,
    'lab-tests'::text AS measure,
    lab_test.food AS part,
    lab_test.day,
    1 AS amount,
    lpad(lab_test.sample::text, 18, '0'::text) AS key,
    lab_test.code AS name,
    lab_test.sample::text AS about,
    lab_test.evidence,
    NULL::timestamp with time zone AS at
   FROM inspection_pub.lab_test
UNION ALL
 SELECT lab_test.etown,
    'lab-passes'::text AS measure,
    lab_test.food AS part,
    lab_test.day,
    1 AS amount,
    lpad(lab_test.sample::text, 18, '0'::text) AS key,
    lab_test.code AS name,
    lab_test.sample::text AS about,
    lab_test.evidence,
    NULL::timestamp with time zone AS at
   FROM inspection_pub.lab_test
  WHERE lab_test.passes
UNION ALL
 SELECT certificate.etown,
    'certificates'::text AS measure,
    certificate.style AS part,
    certificate.day,
    certificate.boxes AS amount,
    lpad(certificate.certificate::text, 18, '0'::text) AS key,
    certificate.number AS name,
    certificate.certificate::text AS about,
    NULL::text AS evidence,
    NULL::timestamp with time zone AS at
   FROM inspection_pub.certificate
UNION ALL
 SELECT p.etown,
    c.measure,
    p.party::text AS part,
    c.day,
    1::bigint AS amount,
    lpad(p.product::text, 18, '0'::text) AS key,
    p.name,
    p.party::text AS about,
        CASE c.measure
            WHEN 'goods'::text THEN ( SELECT g.evidence
               FROM market_pub.order_goods g
              WHERE g.etown = p.etown AND g.operator = p.party AND strpos(g.product, p.name) > 0
             LIMIT 1)
            ELSE NULL::text
        END AS evidence,
    NULL::timestamp with time zone AS at
   FROM party_pub.product p
     JOIN party_pub.entity e ON e.etown = p.etown AND e.party = p.party AND e.inside
     CROSS JOIN LATERAL ( VALUES ('goods'::text,p.since), ('goods-ended'::text,p.until)) c(measure, day)
  WHERE c.day IS NOT NULL;
grant select on statistics.tally to ezhen_app;

-- 申报: 某主体就某项目在某批次的一份申报
create table subsidy.application (
  etown integer not null,
  id bigint not null generated always as identity,
  round bigint not null,
  party bigint not null,
  project text not null,
  project_key text not null, -- 主体与项目的归一写法: 判断是不是同一项目
  cost_item text not null,
  exclusion text,
  facts jsonb not null default '[]'::jsonb, -- 申报人填的事实 [{name, value}]; 系统数出来的不在其中
  requested_fen bigint,
  recommended_fen bigint,
  granted_fen bigint,
  score integer not null default 0, -- 评审得分, 只用于排序分配
  state text not null,
  version integer not null default 1,
  number text, -- 受理编号
  submitted_at timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null,
  notice bigint, -- 所在的公示
  objection bigint, -- 未了结的异议
  registered bigint, -- 项目台账里的项目; 空: 申报人自己的项目, 凭名称
  constraint application_pkey PRIMARY KEY (etown, id),
  constraint application_etown_number_key UNIQUE (etown, number),
  constraint application_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint application_etown_round_fkey FOREIGN KEY (etown, round) REFERENCES subsidy.round(etown, id),
  constraint application_etown_round_project_key_key UNIQUE (etown, round, project_key),
  constraint application_granted_fen_check CHECK ((granted_fen >= 0)),
  constraint application_notice_fkey FOREIGN KEY (etown, notice) REFERENCES notice.notice(etown, id) NOT VALID,
  constraint application_objection_fkey FOREIGN KEY (etown, objection) REFERENCES notice.objection(etown, id) NOT VALID,
  constraint application_project_check CHECK (((length(project) >= 1) AND (length(project) <= 100))),
  constraint application_recommended_fen_check CHECK ((recommended_fen >= 0)),
  constraint application_registered_fkey FOREIGN KEY (etown, registered) REFERENCES project.project(etown, id) NOT VALID,
  constraint application_requested_fen_check CHECK ((requested_fen >= 0)),
  constraint application_score_check CHECK (((score >= 0) AND (score <= 1000))),
  constraint application_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'returned'::text, 'recommended'::text, 'checked'::text, 'publicised'::text, 'objected'::text, 'elapsed'::text, 'decided'::text, 'instructed'::text, 'paid'::text, 'refused'::text, 'appealed'::text, 'closed'::text, 'recovered'::text, 'rejected'::text]))),
  constraint objected_has_objection CHECK (((state = 'objected'::text) = (objection IS NOT NULL))) NOT VALID,
  constraint registered_has_its_key CHECK (((registered IS NULL) OR (project_key = (((party)::text || ':#'::text) || (registered)::text)))) NOT VALID,
  constraint submitted_has_number CHECK (((submitted_at IS NULL) = (number IS NULL))),
  constraint within_recommended CHECK ((granted_fen <= recommended_fen)),
  constraint within_requested CHECK ((recommended_fen <= requested_fen))
);
CREATE INDEX application_notice ON subsidy.application USING btree (etown, notice) WHERE (notice IS NOT NULL);
CREATE INDEX application_party ON subsidy.application USING btree (etown, party);
CREATE INDEX application_state ON subsidy.application USING btree (etown, state, id);
alter table subsidy.application enable row level security;
alter table subsidy.application force row level security;
create policy one_etown on subsidy.application for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON subsidy.application FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert, select, update on subsidy.application to ezhen_app;

-- 已占用的享受: 同一项目的同一费用, 在同一不得重复享受的范围内只有一份
create table subsidy.benefit (
  etown integer not null,
  id bigint not null generated always as identity,
  exclusion text not null,
  project_key text not null,
  cost_item text not null,
  application bigint not null,
  held_at timestamp with time zone not null,
  released_at timestamp with time zone,
  constraint benefit_pkey PRIMARY KEY (etown, id),
  constraint benefit_check CHECK ((released_at >= held_at)),
  constraint benefit_etown_application_fkey FOREIGN KEY (etown, application) REFERENCES subsidy.application(etown, id)
);
CREATE UNIQUE INDEX benefit_application ON subsidy.benefit USING btree (etown, application) WHERE (released_at IS NULL);
CREATE UNIQUE INDEX benefit_once ON subsidy.benefit USING btree (etown, exclusion, project_key, cost_item) WHERE (released_at IS NULL);
alter table subsidy.benefit enable row level security;
alter table subsidy.benefit force row level security;
create policy one_etown on subsidy.benefit for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER benefit_names_its_project BEFORE INSERT ON subsidy.benefit FOR EACH ROW EXECUTE FUNCTION subsidy.benefit_names_its_project();
CREATE TRIGGER never_removed BEFORE DELETE ON subsidy.benefit FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert, select, update on subsidy.benefit to ezhen_app;

-- 办理记录: 谁、以什么职责、做了什么、理由、到了什么状态; 只增不改
create table subsidy.deed (
  etown integer not null,
  application bigint not null,
  place integer not null,
  event text not null,
  state text not null, -- 办完后的状态
  account text not null,
  duty text not null,
  reason text,
  amount_fen bigint,
  at timestamp with time zone not null,
  constraint deed_pkey PRIMARY KEY (etown, application, place),
  constraint deed_etown_application_account_duty_fkey FOREIGN KEY (etown, application, account, duty) REFERENCES subsidy.hand(etown, application, account, duty),
  constraint deed_place_check CHECK ((place >= 1))
);
alter table subsidy.deed enable row level security;
alter table subsidy.deed force row level security;
create policy one_etown on subsidy.deed for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON subsidy.deed FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON subsidy.deed FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on subsidy.deed to ezhen_app;

-- 申报材料: 哪一项事实凭哪一份文件; 只增不改
create table subsidy.file (
  etown integer not null,
  application bigint not null,
  fact text not null,
  sha256 text not null,
  name text not null,
  brought_by text not null,
  brought_at timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (etown, application, fact, sha256),
  constraint file_etown_application_fkey FOREIGN KEY (etown, application) REFERENCES subsidy.application(etown, id),
  constraint file_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256)
);
alter table subsidy.file enable row level security;
alter table subsidy.file force row level security;
create policy one_etown on subsidy.file for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON subsidy.file FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON subsidy.file FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on subsidy.file to ezhen_app;

-- 商品归类: 订单里的一种商品归哪一类; 改归类另记一行, 以最后一行为准
create table subsidy.goods (
  etown integer not null,
  product text not null, -- 订单文件里的商品名称, 原文
  place integer not null,
  kind text not null, -- 类别, 方案的奖补办法里所写
  sorted_by text not null,
  sorted_at timestamp with time zone not null,
  constraint goods_pkey PRIMARY KEY (etown, product, place),
  constraint goods_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint goods_kind_check CHECK (((length(kind) >= 1) AND (length(kind) <= 200))),
  constraint goods_place_check CHECK ((place >= 1)),
  constraint goods_product_check CHECK ((length(product) <= 1000))
);
alter table subsidy.goods enable row level security;
alter table subsidy.goods force row level security;
create policy one_etown on subsidy.goods for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON subsidy.goods FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON subsidy.goods FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on subsidy.goods to ezhen_app;

-- 商品现在归哪一类
create view subsidy.goods_now with (security_invoker=true) as
 SELECT DISTINCT ON (etown, product) etown,
    product,
    kind
   FROM subsidy.goods
  ORDER BY etown, product, place DESC;
grant select on subsidy.goods_now to ezhen_app;

-- 经手: 一人在一份申报上只有一种职责, 申报、初审、财政复核、审定、拨付互相分离
create table subsidy.hand (
  etown integer not null,
  application bigint not null,
  account text not null,
  duty text not null,
  constraint hand_pkey PRIMARY KEY (etown, application, account),
  constraint hand_duty_check CHECK ((duty = ANY (ARRAY['apply'::text, 'review'::text, 'check'::text, 'decide'::text, 'pay'::text]))),
  constraint hand_etown_application_account_duty_key UNIQUE (etown, application, account, duty),
  constraint hand_etown_application_fkey FOREIGN KEY (etown, application) REFERENCES subsidy.application(etown, id)
);
alter table subsidy.hand enable row level security;
alter table subsidy.hand force row level security;
create policy one_etown on subsidy.hand for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON subsidy.hand FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON subsidy.hand FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on subsidy.hand to ezhen_app;

-- 放宽: “原则上”的上限对一份申报放宽到多少, 一人提出, 另一人批准
create table subsidy.override (
  etown integer not null,
  application bigint not null,
  step text not null,
  amount_fen bigint not null,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  approved_by text,
  approved_at timestamp with time zone,
  constraint override_pkey PRIMARY KEY (etown, application, step),
  constraint approved_at_once CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
  constraint approved_by_another CHECK ((approved_by <> proposed_by)),
  constraint override_amount_fen_check CHECK ((amount_fen > 0)),
  constraint override_etown_application_fkey FOREIGN KEY (etown, application) REFERENCES subsidy.application(etown, id),
  constraint override_reason_check CHECK (((length(reason) >= 4) AND (length(reason) <= 500)))
);
alter table subsidy.override enable row level security;
alter table subsidy.override force row level security;
create policy one_etown on subsidy.override for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON subsidy.override FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert, select, update on subsidy.override to ezhen_app;

-- 核算单: 一次核算的事实、步骤和结果, 带指纹; 重算即再出一份, 旧的不改
create table subsidy.receipt (
  etown integer not null,
  application bigint not null,
  place integer not null,
  sha256 text not null,
  rule text not null,
  receipt jsonb not null,
  verdict text not null generated always as ((receipt #>> '{result,verdict}'::text[])) stored,
  amount_fen bigint generated always as (((receipt #>> '{result,amount}'::text[]))::bigint) stored,
  issued_by text not null,
  issued_at timestamp with time zone not null,
  constraint receipt_pkey PRIMARY KEY (etown, application, place),
  constraint receipt_etown_application_fkey FOREIGN KEY (etown, application) REFERENCES subsidy.application(etown, id),
  constraint receipt_etown_rule_fkey FOREIGN KEY (etown, rule) REFERENCES subsidy.rule(etown, sha256),
  constraint receipt_place_check CHECK ((place >= 1)),
  constraint receipt_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
alter table subsidy.receipt enable row level security;
alter table subsidy.receipt force row level security;
create policy one_etown on subsidy.receipt for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON subsidy.receipt FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON subsidy.receipt FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on subsidy.receipt to ezhen_app;

-- 申报批次: 某奖补办法的一次开放申报
create table subsidy.round (
  etown integer not null,
  id bigint not null generated always as identity,
  scheme text not null,
  plan_version integer not null,
  name text not null,
  basis_day date not null, -- 依据日: 决定用哪天的参数、哪一年的数
  opens_on date not null,
  closes_on date not null, -- 截止 (不含当日)
  pool_fen bigint not null, -- 资金池, 分; 免费服务为0
  reserved_fen bigint not null default 0, -- 已拟补助, 分; 数据库保证不超过资金池
  way text, -- 资金不足时的分配办法, 开放前由县里选定
  last text,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  category text, -- 支出归入的支持方向, 方案中的代码; 免费服务为空
  constraint round_pkey PRIMARY KEY (etown, id),
  constraint pool_has_category CHECK (((pool_fen = 0) OR (category IS NOT NULL))) NOT VALID,
  constraint pool_has_way CHECK ((((way IS NULL) = (last IS NULL)) AND ((pool_fen = 0) OR (way IS NOT NULL)))),
  constraint pool_never_overspent CHECK (((reserved_fen >= 0) AND (reserved_fen <= pool_fen))),
  constraint round_check CHECK ((closes_on > opens_on)),
  constraint round_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint round_etown_plan_version_fkey FOREIGN KEY (etown, plan_version) REFERENCES plan.version(etown, number),
  constraint round_etown_scheme_name_key UNIQUE (etown, scheme, name),
  constraint round_last_check CHECK ((last = ANY (ARRAY['给剩余'::text, '不给'::text]))),
  constraint round_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
  constraint round_pool_fen_check CHECK ((pool_fen >= 0)),
  constraint round_way_check CHECK ((way = ANY (ARRAY['排序'::text, '按比例'::text, '先到先得'::text, '结转'::text])))
);
alter table subsidy.round enable row level security;
alter table subsidy.round force row level security;
create policy one_etown on subsidy.round for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON subsidy.round FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert, select, update on subsidy.round to ezhen_app;

-- 所用规则: 核算时的办法、参数、口径全文, 按指纹存一份
create table subsidy.rule (
  etown integer not null,
  sha256 text not null,
  rule jsonb not null,
  constraint rule_pkey PRIMARY KEY (etown, sha256),
  constraint rule_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint rule_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
alter table subsidy.rule enable row level security;
alter table subsidy.rule force row level security;
create policy one_etown on subsidy.rule for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON subsidy.rule FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON subsidy.rule FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on subsidy.rule to ezhen_app;

-- 已用订单行: 一行计入的销售在同一不得重复享受的范围内只能得一次奖补
create table subsidy.used_line (
  etown integer not null,
  application bigint not null,
  platform text not null,
  order_no text collate "C" not null,
  sub_no text collate "C" not null,
  exclusion text not null,
  held_at timestamp with time zone not null,
  released_at timestamp with time zone,
  constraint used_line_pkey PRIMARY KEY (etown, application, order_no, sub_no, platform, held_at),
  constraint used_line_check CHECK ((released_at >= held_at)),
  constraint used_line_etown_application_fkey FOREIGN KEY (etown, application) REFERENCES subsidy.application(etown, id)
);
CREATE UNIQUE INDEX used_line_once ON subsidy.used_line USING btree (etown, exclusion, order_no, sub_no, platform) WHERE (released_at IS NULL);
alter table subsidy.used_line enable row level security;
alter table subsidy.used_line force row level security;
create policy one_etown on subsidy.used_line for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER never_removed BEFORE DELETE ON subsidy.used_line FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
grant insert, select on subsidy.used_line to ezhen_app;
grant update (released_at) on subsidy.used_line to ezhen_app;

-- 登记任务: 一次提交一行, 与其事件同一事务写入
create table trace.capture (
  etown integer not null,
  id bigint not null generated always as identity,
  behaviour text not null, -- rollback 有一个不对就全部不收; proceed 能收的都收
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  accepted integer not null, -- 新增事件数; 重复提交的同一事件不再计
  errors jsonb not null default '[]'::jsonb, -- 未收的事件: 第几个、为什么
  by_account text not null,
  constraint capture_pkey PRIMARY KEY (etown, id),
  constraint capture_accepted_check CHECK ((accepted >= 0)),
  constraint capture_behaviour_check CHECK ((behaviour = ANY (ARRAY['rollback'::text, 'proceed'::text]))),
  constraint capture_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
alter table trace.capture enable row level security;
alter table trace.capture force row level security;
create policy one_etown on trace.capture for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.capture FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.capture FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.capture to ezhen_app;

-- 待推送: 哪些登记任务的事件还没有推送给这个订阅; 推送成功即删
create table trace.delivery (
  etown integer not null,
  subscription uuid not null,
  capture bigint not null,
  constraint delivery_pkey PRIMARY KEY (etown, subscription, capture),
  constraint delivery_etown_capture_fkey FOREIGN KEY (etown, capture) REFERENCES trace.capture(etown, id),
  constraint delivery_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint delivery_etown_subscription_fkey FOREIGN KEY (etown, subscription) REFERENCES trace.subscription(etown, id) ON DELETE CASCADE
);
alter table trace.delivery enable row level security;
alter table trace.delivery force row level security;
create policy one_etown on trace.delivery for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select on trace.delivery to ezhen_app;

-- 出库: 散货或已赋码的包装给了谁 (下一环), 哪张订单、哪个包裹; 召回时据此通知
create table trace.dispatch (
  etown integer not null,
  id bigint not null generated always as identity,
  lot bigint not null,
  move bigint, -- 散货: 从批次转出的那一笔; 空为已赋码的包装
  quantity numeric(14,3) not null,
  packs integer,
  order_no text,
  parcel text, -- 运单号
  buyer_sealed bytea, -- 收货方名称, 逐条加密
  buyer_shown text, -- 收货方名称, 个人的已脱敏
  phone_sealed bytea,
  phone_shown text,
  event text not null, -- 对应的 EPCIS 事件编号
  occurred_at timestamp with time zone not null,
  entered_by text not null,
  entered_at timestamp with time zone not null,
  constraint dispatch_pkey PRIMARY KEY (etown, id),
  constraint dispatch_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint dispatch_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint dispatch_etown_move_fkey FOREIGN KEY (etown, move) REFERENCES trace.lot_move(etown, id),
  constraint dispatch_order_no_check CHECK (((length(order_no) >= 1) AND (length(order_no) <= 60))),
  constraint dispatch_packs_check CHECK ((packs > 0)),
  constraint dispatch_parcel_check CHECK (((length(parcel) >= 1) AND (length(parcel) <= 60))),
  constraint dispatch_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint in_bulk_or_in_packs CHECK (((move IS NULL) = (packs IS NOT NULL))),
  constraint sealed_and_shown CHECK ((((buyer_sealed IS NULL) = (buyer_shown IS NULL)) AND ((phone_sealed IS NULL) = (phone_shown IS NULL))))
);
CREATE INDEX dispatch_lot ON trace.dispatch USING btree (etown, lot, id);
alter table trace.dispatch enable row level security;
alter table trace.dispatch force row level security;
create policy one_etown on trace.dispatch for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.dispatch FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.dispatch FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.dispatch to ezhen_app;

-- 已出库的包装: 一枚追溯码只出库一次, 退回的另行赋码
create table trace.dispatched_pack (
  etown integer not null,
  serial text not null,
  dispatch bigint not null,
  constraint dispatched_pack_pkey PRIMARY KEY (etown, serial),
  constraint dispatched_pack_etown_dispatch_fkey FOREIGN KEY (etown, dispatch) REFERENCES trace.dispatch(etown, id),
  constraint dispatched_pack_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint dispatched_pack_etown_serial_fkey FOREIGN KEY (etown, serial) REFERENCES trace.serial(etown, serial)
);
alter table trace.dispatched_pack enable row level security;
alter table trace.dispatched_pack force row level security;
create policy one_etown on trace.dispatched_pack for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.dispatched_pack FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.dispatched_pack FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.dispatched_pack to ezhen_app;

-- 溯源事件: EPCIS 2.0 原文与其索引列; 只增不改, 更正另记一条并声明原事件有误
create table trace.event (
  etown integer not null,
  id bigint not null generated by default as identity,
  event_id text not null, -- 事件编号 (eventID): 提交者所给, 没有则由系统给
  declares_error boolean not null, -- 本条是否为错误声明: 与原事件同编号、同内容
  capture bigint not null,
  type text not null,
  action text,
  at timestamp with time zone not null, -- 事件时间; recorded_at 为系统收到的时间, 两者之差即迟报
  recorded_at timestamp with time zone not null,
  biz_step text,
  disposition text,
  read_point text collate "C",
  biz_location text collate "C",
  transformation text collate "C", -- 加工编号 (transformationID): 几条事件同属一次加工时相同
  cbv_hash bytea not null, -- CBV 2.0 事件哈希 (SHA-256)
  document_sha256 bytea not null, -- 原文 RFC 8785 规范化 JSON 的 SHA-256: 事件哈希不含编号与错误声明, 故另存
  document jsonb not null,
  namespaces jsonb, -- 原文所用的自有前缀
  by_account text not null,
  device text, -- 由哪台设备或程序登记
  evidence text[] not null default '{}'::text[], -- 佐证文件的 SHA-256
  constraint event_pkey PRIMARY KEY (etown, id),
  constraint event_action_check CHECK ((action = ANY (ARRAY['ADD'::text, 'OBSERVE'::text, 'DELETE'::text]))),
  constraint event_cbv_hash_check CHECK ((length(cbv_hash) = 32)),
  constraint event_document_sha256_check CHECK ((length(document_sha256) = 32)),
  constraint event_etown_capture_fkey FOREIGN KEY (etown, capture) REFERENCES trace.capture(etown, id),
  constraint event_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint event_event_id_check CHECK ((length(event_id) <= 1000))
);
CREATE INDEX event_at ON trace.event USING btree (etown, at, id);
CREATE INDEX event_capture ON trace.event USING btree (etown, capture, id);
CREATE INDEX event_disposition ON trace.event USING btree (etown, disposition, at, id);
CREATE INDEX event_hash ON trace.event USING btree (etown, cbv_hash);
CREATE INDEX event_location ON trace.event USING btree (etown, biz_location, at, id);
CREATE UNIQUE INDEX event_of_id ON trace.event USING btree (etown, event_id, declares_error);
CREATE INDEX event_read_point ON trace.event USING btree (etown, read_point, at, id);
CREATE INDEX event_recorded ON trace.event USING btree (etown, recorded_at, id);
CREATE INDEX event_step ON trace.event USING btree (etown, biz_step, at, id);
alter table trace.event enable row level security;
alter table trace.event force row level security;
create policy one_etown on trace.event for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.event FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.event to ezhen_app;

-- 田间记录: 手机离线记下、有网后送来的记录; 一个编号只收一次, 永不重复
create table trace.field_entry (
  etown integer not null,
  id text not null, -- 手机上生成的 128 位随机编号
  form integer not null, -- 手机上表单的版本; 旧版本一直收
  step bigint not null,
  lot bigint,
  frozen bigint[] not null default '{}'::bigint[],
  content bytea not null, -- 内容摘要 (SHA-256): 同一编号再来, 内容须一样
  said_occurred_at timestamp with time zone not null, -- 手机说的发生时间 (手机时钟, 未校正)
  saved_at timestamp with time zone not null, -- 手机说的记下时间 (手机时钟, 未校正)
  sent_at timestamp with time zone not null, -- 手机说的发送时间 (手机时钟)
  received_at timestamp with time zone not null,
  skew_seconds integer not null, -- 发送时手机时钟比服务器快多少秒; 负数为慢
  place text,
  lon numeric(6,3), -- 经度, 约 100 米精度, 本人同意才有
  lat numeric(5,3),
  metres integer,
  entered_by text not null,
  constraint field_entry_pkey PRIMARY KEY (etown, id),
  constraint field_entry_content_check CHECK ((length(content) = 32)),
  constraint field_entry_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint field_entry_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint field_entry_etown_step_fkey FOREIGN KEY (etown, step) REFERENCES trace.step(etown, id),
  constraint field_entry_etown_step_key UNIQUE (etown, step),
  constraint field_entry_form_check CHECK ((form >= 1)),
  constraint field_entry_id_check CHECK ((id ~ '^[0-9a-f]{32}$'::text)),
  constraint field_entry_lat_check CHECK (((lat >= ('-90'::integer)::numeric) AND (lat <= (90)::numeric))),
  constraint field_entry_lon_check CHECK (((lon >= ('-180'::integer)::numeric) AND (lon <= (180)::numeric))),
  constraint field_entry_metres_check CHECK (((metres >= 0) AND (metres <= 100000))),
  constraint field_entry_place_check CHECK (((length(place) >= 1) AND (length(place) <= 60))),
  constraint whole_position CHECK (((lon IS NULL) = (lat IS NULL)))
);
CREATE INDEX field_entry_lot ON trace.field_entry USING btree (etown, lot);
alter table trace.field_entry enable row level security;
alter table trace.field_entry force row level security;
create policy one_etown on trace.field_entry for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.field_entry FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.field_entry FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.field_entry to ezhen_app;

-- 编码归属: 印着此 GTIN 的是哪些e镇; 谁扫码谁就看得到, 故不分租户
create table trace.gtin_home (
  gtin text not null,
  etown integer not null,
  constraint gtin_home_pkey PRIMARY KEY (gtin, etown),
  constraint gtin_home_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id)
);
grant select on trace.gtin_home to ezhen_app;

-- 扣留: 上层房间 (检验) 因阳性等扣住一个批次; 结束之前监管也不能解除
create table trace.hold (
  etown integer not null,
  id bigint not null generated always as identity,
  lot bigint not null,
  holder text not null, -- 谁扣的、为什么, 如 inspection.sample/12
  supervision bigint, -- 随扣留写下的冻结记录; 空: 当时已经冻结或召回
  by text not null,
  at timestamp with time zone not null default now(),
  constraint hold_pkey PRIMARY KEY (etown, id),
  constraint hold_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint hold_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint hold_etown_lot_holder_key UNIQUE (etown, lot, holder),
  constraint hold_etown_supervision_fkey FOREIGN KEY (etown, supervision) REFERENCES trace.supervision(etown, id),
  constraint hold_holder_check CHECK (((length(holder) >= 4) AND (length(holder) <= 60)))
);
alter table trace.hold enable row level security;
alter table trace.hold force row level security;
create policy one_etown on trace.hold for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.hold FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.hold FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER held_stays_closed BEFORE INSERT ON trace.hold FOR EACH ROW EXECUTE FUNCTION trace.held_stays_closed();
grant insert, select on trace.hold to ezhen_app;

-- 扣留的结束
create table trace.hold_end (
  etown integer not null,
  hold bigint not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint hold_end_pkey PRIMARY KEY (etown, hold),
  constraint hold_end_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint hold_end_etown_hold_fkey FOREIGN KEY (etown, hold) REFERENCES trace.hold(etown, id)
);
alter table trace.hold_end enable row level security;
alter table trace.hold_end force row level security;
create policy one_etown on trace.hold_end for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.hold_end FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.hold_end FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER hold_ends_with_result BEFORE INSERT ON trace.hold_end FOR EACH ROW EXECUTE FUNCTION inspection.hold_ends_with_result();
grant insert, select on trace.hold_end to ezhen_app;

-- 赋码: 给一个批次发多少枚追溯码
create table trace.label_run (
  etown integer not null,
  id bigint not null generated always as identity,
  lot bigint not null,
  quantity integer not null,
  job bigint,
  asked_by text not null,
  asked_at timestamp with time zone not null default now(),
  constraint label_run_pkey PRIMARY KEY (etown, id),
  constraint label_run_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint label_run_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint label_run_quantity_check CHECK (((quantity >= 1) AND (quantity <= 100000)))
);
CREATE INDEX label_run_lot ON trace.label_run USING btree (etown, lot);
alter table trace.label_run enable row level security;
alter table trace.label_run force row level security;
create policy one_etown on trace.label_run for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER draw_from_lot AFTER INSERT ON trace.label_run FOR EACH ROW EXECUTE FUNCTION trace.draw_from_lot();
grant insert, select on trace.label_run to ezhen_app;
grant update (job) on trace.label_run to ezhen_app;

-- 批次: 采收、收购得来, 或由别的批次拆分、合并、加工而成
create table trace.lot (
  etown integer not null,
  id bigint not null generated always as identity,
  code text not null,
  item bigint not null,
  party bigint not null,
  season bigint,
  origin text not null,
  made_on date not null,
  quantity numeric(14,3) not null, -- 批次数量, 单位同追溯产品
  yield numeric(6,4) not null default 1, -- 加工得率上限: 产出不超过投入 × 得率
  pack_size numeric(12,3) not null,
  drawn numeric(14,3) not null default 0, -- 已转出 (拆分、合并、加工、散售、损耗); 由触发器随 lot_move 累加
  labels integer not null default 0, -- 已赋码的单元数; 由触发器随 label_run 累加
  state text not null default 'open'::text,
  version integer not null default 1, -- 来历的版本: 本批次或其来源批次的记录、照片、监管一有变化就加一, 扫码页据此知道要不要重画
  national_code text, -- 国家农产品追溯平台的追溯码 (外部编号)
  made_by text not null,
  made_at timestamp with time zone not null default now(),
  constraint lot_pkey PRIMARY KEY (etown, id),
  constraint harvest_has_season CHECK (((origin = 'harvest'::text) = (season IS NOT NULL))),
  constraint lot_code_check CHECK ((code ~ '^[0-9A-Z-]{4,20}$'::text)),
  constraint lot_drawn_check CHECK ((drawn >= (0)::numeric)),
  constraint lot_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint lot_etown_item_code_key UNIQUE (etown, item, code),
  constraint lot_etown_item_fkey FOREIGN KEY (etown, item) REFERENCES trace.trade_item(etown, id),
  constraint lot_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint lot_etown_season_fkey FOREIGN KEY (etown, season) REFERENCES trace.season(etown, id),
  constraint lot_labels_check CHECK ((labels >= 0)),
  constraint lot_national_code_check CHECK (((length(national_code) >= 4) AND (length(national_code) <= 64))),
  constraint lot_origin_check CHECK ((origin = ANY (ARRAY['harvest'::text, 'purchase'::text, 'split'::text, 'merge'::text, 'transform'::text]))),
  constraint lot_pack_size_check CHECK ((pack_size > (0)::numeric)),
  constraint lot_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint lot_state_check CHECK ((state = ANY (ARRAY['open'::text, 'frozen'::text, 'recalled'::text]))),
  constraint lot_yield_check CHECK ((yield > (0)::numeric)),
  constraint mass_balance CHECK (((drawn + ((labels)::numeric * pack_size)) <= quantity))
);
CREATE INDEX lot_party ON trace.lot USING btree (etown, party);
CREATE INDEX lot_season ON trace.lot USING btree (etown, season);
alter table trace.lot enable row level security;
alter table trace.lot force row level security;
create policy one_etown on trace.lot for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE CONSTRAINT TRIGGER inputs_cover_lot AFTER INSERT ON trace.lot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trace.inputs_cover_lot();
grant insert, select on trace.lot to ezhen_app;

-- 批次流转: 从哪个批次转出多少到哪个批次; 批次号只增, 故不会成环
create table trace.lot_move (
  etown integer not null,
  id bigint not null generated always as identity,
  from_lot bigint not null,
  to_lot bigint,
  why text not null,
  quantity numeric(14,3) not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint lot_move_pkey PRIMARY KEY (etown, id),
  constraint goes_somewhere CHECK (((to_lot IS NULL) = (why = ANY (ARRAY['sale'::text, 'loss'::text])))),
  constraint lot_move_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint lot_move_etown_from_lot_fkey FOREIGN KEY (etown, from_lot) REFERENCES trace.lot(etown, id),
  constraint lot_move_etown_to_lot_fkey FOREIGN KEY (etown, to_lot) REFERENCES trace.lot(etown, id),
  constraint lot_move_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint lot_move_why_check CHECK ((why = ANY (ARRAY['split'::text, 'merge'::text, 'transform'::text, 'sale'::text, 'loss'::text]))),
  constraint nothing_from_later CHECK ((from_lot < to_lot))
);
CREATE INDEX lot_move_from ON trace.lot_move USING btree (etown, from_lot);
CREATE INDEX lot_move_to ON trace.lot_move USING btree (etown, to_lot);
alter table trace.lot_move enable row level security;
alter table trace.lot_move force row level security;
create policy one_etown on trace.lot_move for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.lot_move FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.lot_move FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER draw_from_lot AFTER INSERT ON trace.lot_move FOR EACH ROW EXECUTE FUNCTION trace.draw_from_lot();
grant insert, select on trace.lot_move to ezhen_app;

-- 提及: 一个事件提到的一个编码; 由事件原文推出, 可重建
create table trace.mention (
  etown integer not null,
  key text collate "C" not null, -- 编码的唯一写法: GS1 数字链接规范形式
  at timestamp with time zone not null,
  event bigint not null,
  place integer not null,
  role text not null,
  is_class boolean not null,
  action text,
  link text, -- in 装在 via 里, with 附在 via 上, made 投入或产出于加工 via, lot 属于批次 via, emptied 清空
  via text collate "C",
  quantity double precision,
  uom text,
  kind text,
  withdrawn boolean not null, -- 所在事件已被声明有误, 或本条即错误声明: 查询仍可见, 追溯不再采信
  constraint mention_pkey PRIMARY KEY (etown, key, at, event, place),
  constraint mention_action_check CHECK ((action = ANY (ARRAY['ADD'::text, 'DELETE'::text]))),
  constraint mention_check CHECK (((link IS NULL) = (via IS NULL))),
  constraint mention_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint mention_link_check CHECK ((link = ANY (ARRAY['in'::text, 'with'::text, 'made'::text, 'lot'::text, 'emptied'::text]))),
  constraint mention_role_check CHECK ((role = ANY (ARRAY['epc'::text, 'parent'::text, 'child'::text, 'input'::text, 'output'::text, 'transaction'::text, 'source'::text, 'destination'::text])))
);
CREATE INDEX mention_emptied ON trace.mention USING btree (etown, key, at) WHERE (link = 'emptied'::text);
CREATE INDEX mention_via ON trace.mention USING btree (etown, via, at, event) WHERE (via IS NOT NULL);
alter table trace.mention enable row level security;
alter table trace.mention force row level security;
create policy one_etown on trace.mention for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select on trace.mention to ezhen_app;
grant update (withdrawn) on trace.mention to ezhen_app;

-- 收购入库: 一个收购批次从谁那里来 (上一环), 对方的批次号是什么
create table trace.purchase (
  etown integer not null,
  lot bigint not null,
  supplier_sealed bytea not null, -- 供货方名称, 逐条加密
  supplier_shown text not null, -- 供货方名称, 个人的已脱敏
  supplier_code text, -- 供货方的主体码或统一社会信用代码
  supplier_lot text,
  entered_by text not null,
  constraint purchase_pkey PRIMARY KEY (etown, lot),
  constraint purchase_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint purchase_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint purchase_supplier_code_check CHECK ((supplier_code ~ '^[0-9A-Za-z-]{6,40}$'::text)),
  constraint purchase_supplier_lot_check CHECK (((length(supplier_lot) >= 1) AND (length(supplier_lot) <= 80)))
);
alter table trace.purchase enable row level security;
alter table trace.purchase force row level security;
create policy one_etown on trace.purchase for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.purchase FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.purchase FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.purchase to ezhen_app;

-- 命名查询: 存好的查询条件
create table trace.query (
  etown integer not null,
  name text not null,
  query jsonb not null,
  by_account text not null,
  created_at timestamp with time zone not null,
  constraint query_pkey PRIMARY KEY (etown, name),
  constraint query_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint query_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);
alter table trace.query enable row level security;
alter table trace.query force row level security;
create policy one_etown on trace.query for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select on trace.query to ezhen_app;

-- 召回与演练: 从哪些批次查起, 查到多少, 用了多久
create table trace.recall (
  etown integer not null,
  id bigint not null generated always as identity,
  drill boolean not null,
  reason text not null,
  lots text[] not null,
  opened_at timestamp with time zone not null,
  opened_by text not null,
  listed_ms integer not null, -- 算出清单用的毫秒
  counts jsonb not null, -- 查到的批次、物品、容器、地点、订单、包裹、买方各多少
  list_sha256 text not null, -- 清单 (CSV) 的 SHA-256: 事后重算应相同, 除非其间又有新事件
  closed_at timestamp with time zone,
  closed_by text,
  note text,
  constraint recall_pkey PRIMARY KEY (etown, id),
  constraint recall_check CHECK ((closed_at >= opened_at)),
  constraint recall_check1 CHECK (((closed_at IS NULL) = (closed_by IS NULL))),
  constraint recall_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint recall_list_sha256_check CHECK ((list_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint recall_listed_ms_check CHECK ((listed_ms >= 0)),
  constraint recall_lots_check CHECK (((cardinality(lots) >= 1) AND (cardinality(lots) <= 1000))),
  constraint recall_note_check CHECK ((length(note) <= 1000)),
  constraint recall_reason_check CHECK (((length(reason) >= 2) AND (length(reason) <= 500)))
);
alter table trace.recall enable row level security;
alter table trace.recall force row level security;
create policy one_etown on trace.recall for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on trace.recall to ezhen_app;

-- 召回通知: 一次召回要通知到的每一笔出库、每一张订单
create table trace.recall_notice (
  etown integer not null,
  id bigint not null generated always as identity,
  recall bigint not null,
  dispatch bigint,
  order_ref text,
  constraint recall_notice_pkey PRIMARY KEY (etown, id),
  constraint recall_notice_etown_dispatch_fkey FOREIGN KEY (etown, dispatch) REFERENCES trace.dispatch(etown, id),
  constraint recall_notice_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint recall_notice_etown_recall_dispatch_order_ref_key UNIQUE NULLS NOT DISTINCT (etown, recall, dispatch, order_ref),
  constraint recall_notice_etown_recall_fkey FOREIGN KEY (etown, recall) REFERENCES trace.recall(etown, id),
  constraint recall_notice_order_ref_check CHECK (((length(order_ref) >= 1) AND (length(order_ref) <= 500))),
  constraint somebody_to_tell CHECK (((dispatch IS NULL) <> (order_ref IS NULL)))
);
alter table trace.recall_notice enable row level security;
alter table trace.recall_notice force row level security;
create policy one_etown on trace.recall_notice for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.recall_notice FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.recall_notice FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.recall_notice to ezhen_app;

-- 作废的翻页标记: 留到它本来过期的时候
create table trace.revoked_token (
  etown integer not null,
  sha256 bytea not null,
  until timestamp with time zone not null,
  constraint revoked_token_pkey PRIMARY KEY (etown, sha256),
  constraint revoked_token_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint revoked_token_sha256_check CHECK ((length(sha256) = 32))
);
alter table trace.revoked_token enable row level security;
alter table trace.revoked_token force row level security;
create policy one_etown on trace.revoked_token for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select on trace.revoked_token to ezhen_app;

-- 扫码: 何时、哪台设备 (加盐摘要, 不可还原)、约 10 公里精度的位置 (本人同意才有)
create table trace.scan (
  etown integer not null,
  id bigint not null generated always as identity,
  serial text not null,
  at timestamp with time zone not null default now(),
  device bytea not null,
  lon numeric(5,1), -- 经度, 约 10 公里精度; 本人同意告诉时另记一行, 不加次数
  lat numeric(4,1),
  day date not null generated always as (((at AT TIME ZONE 'Asia/Shanghai'::text))::date) stored, -- 扫码当日 (北京时间): 供统计按日取数
  constraint scan_pkey PRIMARY KEY (etown, id),
  constraint scan_check CHECK (((lon IS NULL) = (lat IS NULL))),
  constraint scan_device_check CHECK ((length(device) = 8)),
  constraint scan_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint scan_etown_serial_fkey FOREIGN KEY (etown, serial) REFERENCES trace.serial(etown, serial)
);
CREATE INDEX scan_day ON trace.scan USING btree (etown, day);
CREATE INDEX scan_serial ON trace.scan USING btree (etown, serial, at);
alter table trace.scan enable row level security;
alter table trace.scan force row level security;
create policy one_etown on trace.scan for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.scan FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.scan FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.scan to ezhen_app;

-- 扫码次数: 随每次扫码累加, 不必每次去数
create table trace.scan_sum (
  etown integer not null,
  serial text not null,
  scans integer not null,
  devices integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  lot bigint, -- 此码属于哪个批次, 随扫码抄自赋码; 空为此列出现之前的, 下次扫码补上
  issued_at timestamp with time zone,
  device bytea, -- 最近一次是哪台设备 (加盐摘要)
  verdict jsonb, -- 最近一次扫码后的仿冒判断; 空为待判
  constraint scan_sum_pkey PRIMARY KEY (etown, serial),
  constraint scan_sum_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint scan_sum_etown_serial_fkey FOREIGN KEY (etown, serial) REFERENCES trace.serial(etown, serial)
);
alter table trace.scan_sum enable row level security;
alter table trace.scan_sum force row level security;
create policy one_etown on trace.scan_sum for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on trace.scan_sum to ezhen_app;

-- 生产季: 一块地 (一处蜂场) 上的一茬, 从种植到采收完
create table trace.season (
  etown integer not null,
  id bigint not null generated always as identity,
  party bigint not null,
  site bigint not null,
  item bigint not null,
  name text not null,
  area_mu numeric(10,2),
  started_on date not null,
  opened_by text not null,
  opened_at timestamp with time zone not null default now(),
  constraint season_pkey PRIMARY KEY (etown, id),
  constraint season_area_mu_check CHECK ((area_mu > (0)::numeric)),
  constraint season_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint season_etown_item_fkey FOREIGN KEY (etown, item) REFERENCES trace.trade_item(etown, id),
  constraint season_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint season_etown_site_fkey FOREIGN KEY (etown, site) REFERENCES party.site(etown, id),
  constraint season_name_check CHECK (((length(name) >= 2) AND (length(name) <= 60)))
);
CREATE INDEX season_party ON trace.season USING btree (etown, party);
alter table trace.season enable row level security;
alter table trace.season force row level security;
create policy one_etown on trace.season for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.season FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.season FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.season to ezhen_app;

-- 追溯码序列号: 50 位随机数, 猜不出也数不出产量
create table trace.serial (
  etown integer not null,
  run bigint not null,
  n integer not null,
  lot bigint not null,
  serial text not null,
  issued_at timestamp with time zone not null default now(),
  constraint serial_pkey PRIMARY KEY (etown, run, n),
  constraint serial_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint serial_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint serial_etown_run_fkey FOREIGN KEY (etown, run) REFERENCES trace.label_run(etown, id),
  constraint serial_etown_serial_key UNIQUE (etown, serial),
  constraint serial_n_check CHECK ((n >= 1)),
  constraint serial_serial_check CHECK ((serial ~ '^[0-9A-HJKMNP-TV-Z]{10}$'::text))
);
alter table trace.serial enable row level security;
alter table trace.serial force row level security;
create policy one_etown on trace.serial for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.serial FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.serial FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
grant insert, select on trace.serial to ezhen_app;

-- 停留: 谁从何时到何时 (不含) 装在谁里面; 只由事件推出, 与到达先后无关
create view trace.stay with (security_invoker=true) as
 SELECT m.etown,
    m.link AS kind,
    m.key AS child,
    m.via AS parent,
    m.is_class,
    m.event,
    m.at AS from_at,
    LEAST(COALESCE(moved.at, 'infinity'::timestamp with time zone), COALESCE(emptied.at, 'infinity'::timestamp with time zone)) AS until_at
   FROM trace.mention m
     CROSS JOIN LATERAL ( SELECT min(n.at) AS at
           FROM trace.mention n
          WHERE n.etown = m.etown AND n.key = m.key AND n.at >= m.at AND n.link = m.link AND NOT n.withdrawn AND (n.action = 'ADD'::text AND (n.at > m.at OR n.via > m.via) OR n.action = 'DELETE'::text AND n.via = m.via AND n.at > m.at)) moved
     CROSS JOIN LATERAL ( SELECT min(e.at) AS at
           FROM trace.mention e
          WHERE e.etown = m.etown AND e.key = m.via AND e.at > m.at AND e.link = 'emptied'::text AND e.via = m.link AND NOT e.withdrawn) emptied
  WHERE (m.link = ANY (ARRAY['in'::text, 'with'::text])) AND m.action = 'ADD'::text AND NOT m.withdrawn AND LEAST(COALESCE(moved.at, 'infinity'::timestamp with time zone), COALESCE(emptied.at, 'infinity'::timestamp with time zone)) > m.at;
grant select on trace.stay to ezhen_app;

-- 环节记录: 种植、用药施肥、采收、分级、加工、包装、贮存、运输、销售; 只增不改, 写错另记一条更正
create table trace.step (
  etown integer not null,
  id bigint not null generated always as identity,
  kind text not null,
  party bigint not null,
  season bigint,
  lot bigint,
  occurred_at timestamp with time zone not null,
  facts jsonb not null default '{}'::jsonb, -- 该环节要填的各栏, 见 contract/steps.ts
  event text, -- 对应的 EPCIS 事件编号
  corrects bigint,
  source text not null, -- 怎么录入的: desk 桌面, phone 手机, device 设备自动, third-party 第三方
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  constraint step_pkey PRIMARY KEY (etown, id),
  constraint about_something CHECK (((season IS NOT NULL) OR (lot IS NOT NULL))),
  constraint corrects_earlier CHECK ((corrects < id)),
  constraint not_yet_happened CHECK ((occurred_at <= (entered_at + '00:05:00'::interval))),
  constraint step_etown_corrects_fkey FOREIGN KEY (etown, corrects) REFERENCES trace.step(etown, id),
  constraint step_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint step_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint step_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint step_etown_season_fkey FOREIGN KEY (etown, season) REFERENCES trace.season(etown, id),
  constraint step_kind_check CHECK ((kind = ANY (ARRAY['planting'::text, 'tending'::text, 'input'::text, 'harvest'::text, 'grading'::text, 'processing'::text, 'packing'::text, 'storage'::text, 'transport'::text, 'sale'::text]))),
  constraint step_source_check CHECK ((source = ANY (ARRAY['desk'::text, 'phone'::text, 'device'::text, 'third-party'::text])))
);
CREATE INDEX step_lot ON trace.step USING btree (etown, lot, occurred_at);
CREATE INDEX step_season ON trace.step USING btree (etown, season, occurred_at);
alter table trace.step enable row level security;
alter table trace.step force row level security;
create policy one_etown on trace.step for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.step FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.step FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER story_changed AFTER INSERT ON trace.step FOR EACH ROW EXECUTE FUNCTION trace.story_changed();
grant insert, select on trace.step to ezhen_app;

-- 环节照片
create table trace.step_photo (
  etown integer not null,
  step bigint not null,
  sha256 text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  constraint step_photo_pkey PRIMARY KEY (etown, step, sha256),
  constraint step_photo_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint step_photo_etown_sha256_fkey FOREIGN KEY (etown, sha256) REFERENCES platform.evidence(etown, sha256),
  constraint step_photo_etown_step_fkey FOREIGN KEY (etown, step) REFERENCES trace.step(etown, id)
);
alter table trace.step_photo enable row level security;
alter table trace.step_photo force row level security;
create policy one_etown on trace.step_photo for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.step_photo FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.step_photo FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER story_changed AFTER INSERT ON trace.step_photo FOR EACH ROW EXECUTE FUNCTION trace.story_changed();
grant insert, select on trace.step_photo to ezhen_app;

-- 主体码: 国家农产品质量安全追溯管理信息平台发给主体的编号 (外部编号), 本系统只记不发
create table trace.subject_code (
  etown integer not null,
  party bigint not null,
  kind text not null, -- node 节点, operator 经营主体, person 自然人
  code text not null,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  constraint subject_code_pkey PRIMARY KEY (etown, party),
  constraint subject_code_code_check CHECK ((code ~ '^[0-9A-Za-z-]{6,40}$'::text)),
  constraint subject_code_etown_code_key UNIQUE (etown, code),
  constraint subject_code_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint subject_code_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint subject_code_kind_check CHECK ((kind = ANY (ARRAY['node'::text, 'operator'::text, 'person'::text])))
);
alter table trace.subject_code enable row level security;
alter table trace.subject_code force row level security;
create policy one_etown on trace.subject_code for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant insert, select, update on trace.subject_code to ezhen_app;

-- 订阅: 有新事件符合查询时, 推送到对方的网址
create table trace.subscription (
  etown integer not null,
  id uuid not null,
  query text not null,
  destination text not null,
  secret_sealed bytea, -- 签名口令 (加密)
  stream boolean not null,
  schedule jsonb,
  report_if_empty boolean not null,
  epc_format text not null,
  since_capture bigint not null, -- 订阅时最后一次登记: 此后的才推送
  due_at timestamp with time zone, -- 下一次推送时间; 空: 没有要推送的
  delivered_at timestamp with time zone,
  failures integer not null default 0, -- 接连失败次数: 越多隔得越久
  trouble text,
  by_account text not null,
  created_at timestamp with time zone not null,
  constraint subscription_pkey PRIMARY KEY (etown, id),
  constraint subscription_check CHECK ((stream = (schedule IS NULL))),
  constraint subscription_destination_check CHECK ((length(destination) <= 1000)),
  constraint subscription_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint subscription_etown_query_fkey FOREIGN KEY (etown, query) REFERENCES trace.query(etown, name) ON DELETE CASCADE
);
alter table trace.subscription enable row level security;
alter table trace.subscription force row level security;
create policy one_etown on trace.subscription for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
grant delete, insert, select, update on trace.subscription to ezhen_app;

-- 监管记录: 巡查、抽样、发现的问题、冻结、解除、召回; 冻结与召回立即改变批次状态
create table trace.supervision (
  etown integer not null,
  id bigint not null generated always as identity,
  lot bigint not null,
  kind text not null,
  said text not null,
  by text not null,
  at timestamp with time zone not null default now(),
  paper text, -- 凭据: 现场检查记录、照片或文书的 SHA-256, 原件在佐证库; 空为没有附件
  constraint supervision_pkey PRIMARY KEY (etown, id),
  constraint supervision_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint supervision_etown_lot_fkey FOREIGN KEY (etown, lot) REFERENCES trace.lot(etown, id),
  constraint supervision_kind_check CHECK ((kind = ANY (ARRAY['visit'::text, 'sample'::text, 'finding'::text, 'freeze'::text, 'release'::text, 'recall'::text]))),
  constraint supervision_paper FOREIGN KEY (etown, paper) REFERENCES platform.evidence(etown, sha256) NOT VALID,
  constraint supervision_said_check CHECK (((length(said) >= 4) AND (length(said) <= 500)))
);
CREATE INDEX supervision_lot ON trace.supervision USING btree (etown, lot);
alter table trace.supervision enable row level security;
alter table trace.supervision force row level security;
create policy one_etown on trace.supervision for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.supervision FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.supervision FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER held_stays_closed BEFORE INSERT ON trace.supervision FOR EACH ROW EXECUTE FUNCTION trace.held_stays_closed();
CREATE TRIGGER supervise_lot AFTER INSERT ON trace.supervision FOR EACH ROW EXECUTE FUNCTION trace.supervise_lot();
grant insert, select on trace.supervision to ezhen_app;

-- 追溯产品: 一种规格的最小销售单元, 有一个 GTIN
create table trace.trade_item (
  etown integer not null,
  id bigint not null generated always as identity,
  party bigint not null,
  name text not null,
  spec text not null,
  unit text not null,
  pack_size numeric(12,3) not null, -- 每个最小销售单元的含量, 单位同 unit; 一个单元一枚追溯码
  shelf_days integer,
  numbering text not null, -- gs1 由中国物品编码中心发给企业; restricted 本e镇限域编码, 只在本系统内有效, 不是商品条码
  gtin text not null,
  gs1_certificate text, -- 厂商识别代码证书编号 (numbering = gs1)
  registered_by text not null,
  registered_at timestamp with time zone not null default now(),
  constraint trade_item_pkey PRIMARY KEY (etown, id),
  constraint gs1_has_certificate CHECK (((numbering = 'gs1'::text) = (gs1_certificate IS NOT NULL))),
  constraint numbering_told_apart CHECK (
CASE numbering
    WHEN 'restricted'::text THEN (gtin = trace.restricted_gtin(etown, id))
    ELSE (gtin !~ '^[0-9](02|04|2)'::text)
END),
  constraint trade_item_etown_fkey FOREIGN KEY (etown) REFERENCES platform.etown(id),
  constraint trade_item_etown_gtin_key UNIQUE (etown, gtin),
  constraint trade_item_etown_party_fkey FOREIGN KEY (etown, party) REFERENCES party.party(etown, id),
  constraint trade_item_gs1_certificate_check CHECK (((length(gs1_certificate) >= 2) AND (length(gs1_certificate) <= 60))),
  constraint trade_item_gtin_check CHECK ((gtin ~ '^[0-9]{14}$'::text)),
  constraint trade_item_name_check CHECK (((length(name) >= 2) AND (length(name) <= 60))),
  constraint trade_item_numbering_check CHECK ((numbering = ANY (ARRAY['gs1'::text, 'restricted'::text]))),
  constraint trade_item_pack_size_check CHECK ((pack_size > (0)::numeric)),
  constraint trade_item_shelf_days_check CHECK (((shelf_days >= 1) AND (shelf_days <= 3650))),
  constraint trade_item_spec_check CHECK ((length(spec) <= 60)),
  constraint trade_item_unit_check CHECK ((unit = ANY (ARRAY['kg'::text, 'piece'::text, 'litre'::text])))
);
alter table trace.trade_item enable row level security;
alter table trace.trade_item force row level security;
create policy one_etown on trace.trade_item for all to public using ((etown = platform.this_etown())) with check ((etown = platform.this_etown()));
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON trace.trade_item FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON trace.trade_item FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER house_item AFTER INSERT ON trace.trade_item FOR EACH ROW EXECUTE FUNCTION trace.house_item();
CREATE TRIGGER number_item BEFORE INSERT ON trace.trade_item FOR EACH ROW EXECUTE FUNCTION trace.number_item();
grant insert, select on trace.trade_item to ezhen_app;

-- 上一环与下一环 (NY/T 4712-2025): 入库批次 in_batch, 出库批次 out_batch
create view trace_pub.batch_flow with (security_invoker=true) as
 SELECT l.etown,
    l.id AS lot,
    l.code AS out_batch,
    i.code AS in_batch,
    l.origin,
    m.quantity AS quantity_in,
    t.unit,
    l.quantity AS quantity_out,
    l.made_on,
    t.name AS product,
    t.gtin,
    l.party,
    i.party AS source_party,
    l.national_code
   FROM trace.lot l
     JOIN trace.trade_item t ON t.etown = l.etown AND t.id = l.item
     LEFT JOIN trace.lot_move m ON m.etown = l.etown AND m.to_lot = l.id
     LEFT JOIN trace.lot i ON i.etown = m.etown AND i.id = m.from_lot;
grant select on trace_pub.batch_flow to ezhen_app;

-- 批次: 供统计按日取数
create view trace_pub.lot with (security_invoker=true) as
 SELECT l.etown,
    l.id AS lot,
    l.code,
    l.item,
    t.name AS item_name,
    l.party,
    l.made_on AS day,
    l.state
   FROM trace.lot l
     JOIN trace.trade_item t ON t.etown = l.etown AND t.id = l.item;
grant select on trace_pub.lot to ezhen_app;

-- 召回: 供大屏提醒, 不含原因
create view trace_pub.recall with (security_invoker=true) as
 SELECT etown,
    id AS recall,
    drill,
    cardinality(lots) AS lots,
    opened_at,
    closed_at
   FROM trace.recall;
grant select on trace_pub.recall to ezhen_app;

-- 扫码: 每次有效查询一行, 不含扫码设备
create view trace_pub.scan with (security_invoker=true) as
 SELECT n.etown,
    n.id AS scan,
    n.day,
    n.at,
    n.serial,
    s.lot,
    l.code AS lot_code,
    l.item,
    t.name AS item_name
   FROM trace.scan n
     JOIN trace.serial s ON s.etown = n.etown AND s.serial = n.serial
     JOIN trace.lot l ON l.etown = s.etown AND l.id = s.lot
     JOIN trace.trade_item t ON t.etown = l.etown AND t.id = l.item;
grant select on trace_pub.scan to ezhen_app;

CREATE OR REPLACE FUNCTION acceptance.drawn_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.seed is not null then
    raise exception '已经抽过' using errcode = 'check_violation', constraint = 'drawn_once';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION acceptance.step_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  before acceptance.step;
begin
  perform pg_advisory_xact_lock(hashtextextended('acceptance.step/' || new.etown || '/' || new.item, 0));
  select * into before from acceptance.step
    where etown = new.etown and item = new.item order by number desc limit 1;
  if new.number <> coalesce(before.number, 0) + 1 then
    raise exception '验收步骤的序号不连续' using errcode = 'check_violation', constraint = 'step_follows';
  end if;
  if not (case coalesce(before.kind, 'none')
      when 'none' then new.kind = 'assessed'
      when 'assessed' then new.kind in ('assessed', 'accepted', 'problem')
      when 'accepted' then new.kind = 'problem'
      when 'problem' then new.kind = 'rectified'
      else new.kind in ('accepted', 'problem')
    end) then
    raise exception '验收步骤 % 之后不能是 %', coalesce(before.kind, 'none'), new.kind
      using errcode = 'check_violation', constraint = 'step_follows';
  end if;
  if new.kind in ('accepted', 'problem') and new."by" = before."by" and before.kind in ('assessed', 'rectified') then
    raise exception '自评或整改的人不能验收' using errcode = 'check_violation', constraint = 'step_by_another';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION asset.closed_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.closed_at is not null then
    raise exception '盘点已经结束' using errcode = 'check_violation', constraint = 'closed_once';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION asset.event_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  last asset.event;
begin
  perform pg_advisory_xact_lock(hashtextextended('asset.event/' || new.etown || '/' || new.asset, 0));
  select * into last from asset.event where etown = new.etown and asset = new.asset order by number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 then
    raise exception '资产变动的序号不连续' using errcode = 'check_violation', constraint = 'event_follows';
  end if;
  if not (case coalesce(last.kind, 'moved')
      when 'disposed' then false
      when 'lent' then new.kind = 'given-back'
      when 'disposal-asked' then new.kind in ('disposal-approved', 'disposal-refused')
      when 'disposal-approved' then new.kind = 'disposed'
      else new.kind in ('moved', 'lent', 'returned', 'disposal-asked')
    end) then
    raise exception '% 之后不能是 %', coalesce(last.kind, '登记'), new.kind
      using errcode = 'check_violation', constraint = 'event_follows';
  end if;
  if new.kind in ('disposal-approved', 'disposal-refused') and new."by" = last."by" then
    raise exception '申请处置的人不能审批' using errcode = 'check_violation', constraint = 'approved_by_another';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION asset.shares_are_the_price()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select coalesce(sum(amount), 0) from asset.share where etown = new.etown and asset = new.id) <> new.price then
    raise exception '资金来源之和不等于原值' using errcode = 'check_violation', constraint = 'shares_are_the_price';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION asset.take_is_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform 1 from asset.take where etown = new.etown and id = new.take and closed_at is null for share;
  if not found then
    raise exception '盘点已经结束' using errcode = 'check_violation', constraint = 'take_is_open';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION attest.only_grows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'log' then
    if new.size < old.size or new.seq < old.seq or new.audit_seq < old.audit_seq
      or (new.size = old.size and new.root is distinct from old.root) then
      raise exception '日志只增不减: a log only grows' using errcode = 'restrict_violation';
    end if;
    if (new.origin, new.ed25519, new.sm2, new.opened_at, new.number) is distinct from (old.origin, old.ed25519, old.sm2, old.opened_at, old.number)
      and not (new.number = old.number + 1 and new.size = old.size and new.origin <> old.origin and new.ed25519 <> old.ed25519
        and exists (select from attest.predecessor p where p.etown = old.etown and p.number = old.number and p.origin = old.origin
          and p.ed25519 = old.ed25519 and p.sm2 = old.sm2 and p.kept = old.size)) then
      raise exception '日志的名字与公钥不变, 除非写明前一部后接续: a log keeps its name and keys' using errcode = 'restrict_violation';
    end if;
  elsif length(new.hashes) < length(old.hashes) or substr(new.hashes, 1, length(old.hashes)) is distinct from old.hashes then
    raise exception '瓦片只能接长: a tile only grows' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION fund.entry_has_lines()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from fund.line where etown = new.etown and entry = new.id) then
    raise exception '分录 % 没有行', new.id using errcode = 'check_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION fund.journal_holds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  lines int;
  rest numeric;
  pool_free bigint;
begin
  select count(*), sum(amount) into lines, rest from fund.line where etown = new.etown and entry = new.entry;
  if lines <> 2 or rest <> 0 then
    raise exception '分录 % 不平: % 行, 合计 % 分', new.entry, lines, rest using errcode = 'check_violation';
  end if;
  if new.account in ('unallocated', 'available') then
    select free into pool_free from platform.pool
    where etown = new.etown and name = concat_ws('/', 'fund', new.source, new.category);
    select sum(amount) into rest from fund.line
    where etown = new.etown and source = new.source and category is not distinct from new.category and account = new.account;
    if pool_free is distinct from rest then
      raise exception '%/% 账上 % 分, 可用池 % 分', new.source, new.category, rest, pool_free using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION fund.line_moves_allotment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'fund'
AS $function$
begin
  update fund.allotment set
    reserved = reserved + case new.account when 'reserved' then new.amount else 0 end,
    committed = committed + case new.account when 'committed' then new.amount else 0 end,
    paid = paid + case new.account when 'paid' then new.amount else 0 end
  where etown = new.etown and id = new.allotment and source = new.source and category = new.category;
  if not found then
    raise exception '分录行与安排的来源或类别不符' using errcode = 'check_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION fund.notice_has_run(town integer, which bigint, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((select not withdrawn and hindered = 0 and day > runs_through
    from notice_pub.standing where etown = town and notice = which), false)
$function$;

CREATE OR REPLACE FUNCTION fund.notice_stays()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.notice is not null and not exists (select from notice_pub.standing s
      where s.etown = old.etown and s.notice = old.notice and s.withdrawn) then
    raise exception '已附的公示未撤回, 不能改附' using errcode = 'check_violation', constraint = 'notice_stays';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION fund.payment_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its fund.allotment;
  made_on date;
begin
  select * into strict its from fund.allotment where etown = new.etown and id = new.allotment for update;
  if its.approved_by is null or new.paid_by in (its.proposed_by, its.approved_by) then
    raise exception '提出、审定、支付须为三人' using errcode = 'check_violation', constraint = 'payer_is_a_third';
  end if;
  if not exists (select from fund.line where etown = new.etown and entry = new.entry and allotment = new.allotment
      and account = 'paid' and amount = new.amount) then
    raise exception '支付与分录不符' using errcode = 'check_violation';
  end if;
  -- The day it is paid in China, and the day its voucher bears: neither may lie before the end.
  select least(day, (at at time zone 'Asia/Shanghai')::date) into strict made_on
  from fund.entry where etown = new.etown and id = new.entry;
  if (its.needs_notice or its.notice is not null) and not fund.notice_has_run(new.etown, its.notice, made_on) then
    raise exception '公示期未满, 不得付款' using errcode = 'check_violation', constraint = 'notice_has_run';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION fund.withdrawal_is_approved()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from fund.withdrawal w where w.etown = new.etown and w.entry = new.id and w.approved_by is not null) then
    raise exception '收回分配须经另一人批准' using errcode = 'check_violation', constraint = 'withdrawal_is_approved';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION fund.year_is_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Shared with entries, alone with a closing: neither may overlook the other.
  perform pg_advisory_xact_lock_shared(hashtext('fund.year'), new.etown);
  if exists (select from fund.closed_year where etown = new.etown and year >= extract(year from new.day)) then
    raise exception '% 年已封账', extract(year from new.day) using errcode = 'check_violation', constraint = 'year_is_open';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION governance.held_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.held_on is not null then
    raise exception '会议已经记录' using errcode = 'check_violation', constraint = 'held_once';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION governance.step_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  last int;
  ended boolean;
  report governance.step;
begin
  perform pg_advisory_xact_lock(hashtextextended('governance.step/' || new.etown || '/' || new.task, 0));
  select coalesce(max(number), 0), coalesce(bool_or(kind = 'closed'), false) into last, ended
    from governance.step where etown = new.etown and task = new.task;
  if ended or new.number <> last + 1 then
    raise exception '任务已销号或步骤不连续' using errcode = 'check_violation', constraint = 'step_follows';
  end if;
  if new.kind in ('closed', 'returned') then
    select * into report from governance.step
      where etown = new.etown and task = new.task and kind in ('reported', 'returned') order by number desc limit 1;
    if report.kind is distinct from 'reported' then
      raise exception '没有上报, 不能销号或退回' using errcode = 'check_violation', constraint = 'step_follows';
    end if;
    if report."by" = new."by" then
      raise exception '上报的人不能销号' using errcode = 'check_violation', constraint = 'step_by_another';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION identity.actor_of(wanted bytea, moment timestamp with time zone, idle_since timestamp with time zone, demonstration_runs boolean)
 RETURNS TABLE(account bigint, name text, session bigint, seen_at timestamp with time zone, ends_at timestamp with time zone, second_factor boolean, house_role text, towns jsonb)
 LANGUAGE plpgsql
AS $function$
begin
  if coalesce(current_setting('app.etown', true), '') <> '' then
    raise exception 'identity.actor_of stands outside any e-town';
  end if;
  set local app.etown = '0';
  return query
  select a.id, a.name, s.id, s.seen_at, s.ends_at, s.second_factor, h.role, (
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
end $function$;

CREATE OR REPLACE FUNCTION identity.who_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('ezhen_actor', '');
  return null;
end $function$;

-- 批次与做成它的一切批次
CREATE OR REPLACE FUNCTION inspection.ancestry(town integer, made bigint)
 RETURNS bigint[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
  with recursive up as (
    select made as id
    union
    select m.from_lot from up join trace.lot_move m on m.etown = town and m.to_lot = up.id
  ) select array_agg(id) from up
$function$;

CREATE OR REPLACE FUNCTION inspection.ask_in_time()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  heard timestamptz;
begin
  select told_at into strict heard from inspection.told where etown = new.etown and sample = new.sample;
  if new.asked_at < heard or new.asked_at > heard + interval '4 hours' then
    raise exception '超过 4 小时复检时限: too late' using errcode = 'check_violation';
  end if;
  if not exists (select from inspection.sample s join inspection.task t on t.etown = s.etown and t.id = s.task
    where s.etown = new.etown and s.id = new.sample and t.purpose = 'supervision' and s.state in ('locked', 'failed', 'disputed')) then
    raise exception '只有监督抽检的阳性可以申请复检: not for this' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.buyer_collected()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  taken numeric;
begin
  if new.style <> 'buyer' then return null; end if;
  select coalesce(sum(quantity), 0) into taken from inspection.incoming_use where etown = new.etown and certificate = new.id;
  if taken <> new.quantity then
    raise exception '收购者的合格证须有等量的上游合格证: nothing collected' using errcode = 'check_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION inspection.certificate_holds()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  t inspection.template;
  l record;
  why text;
  issued numeric;
begin
  select * into t from inspection.template x where x.from_day <= new.issued_on and (x.until_day is null or new.issued_on < x.until_day)
    order by x.from_day desc limit 1;
  if t.code is distinct from new.template or not new.bases <@ t.bases or new.issued_on <> (new.at at time zone 'Asia/Shanghai')::date then
    raise exception '不是开具当日的样式: not the template of the day' using errcode = 'check_violation';
  end if;
  if new.style = 'buyer' then
    if new.lot is not null or new.sample is not null or new.bases <> array['control'] then
      raise exception '收购者合格证的依据只有上游合格证: buyer has no test' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select o.state, o.quantity, o.party, i.name, i.unit into strict l from trace.lot o join trace.trade_item i on i.etown = o.etown and i.id = o.item
    where o.etown = new.etown and o.id = new.lot for update of o;
  if (l.party, l.name, l.unit) is distinct from (new.party, new.product, new.unit) then
    raise exception '批次不是该主体的, 或品名、单位不同: not their lot' using errcode = 'check_violation';
  end if;
  if l.state <> 'open' then
    raise exception '批次已冻结或召回, 不能开合格证: lot not open' using errcode = 'object_not_in_prerequisite_state';
  end if;
  if new.sample is not null and not exists (select from inspection.sample s where s.etown = new.etown and s.id = new.sample and s.state = 'passed'
    and s.lot = any(inspection.ancestry(new.etown, new.lot))) then
    raise exception '所附检测未通过, 或不是该批次的: test not passed' using errcode = 'object_not_in_prerequisite_state';
  end if;
  select string_agg(r, ', ') into why from inspection.reasons_against(new.etown, new.lot, new.bases) r;
  if why is not null then
    raise exception '不能开合格证: %', why using errcode = 'check_violation';
  end if;
  select coalesce(sum(c.quantity), 0) into issued from inspection.certificate c where c.etown = new.etown and c.lot = new.lot
    and not exists (select from inspection.certificate_void v where v.etown = c.etown and v.certificate = c.id);
  if issued + new.quantity > l.quantity then
    raise exception '开具数量超过批次数量: more than the lot' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.collected_as_it_is()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  c inspection.certificate;
  taken numeric;
begin
  if new.issued_on > new.collected_on then
    raise exception '开具日期晚于收取: not issued yet' using errcode = 'check_violation';
  end if;
  if new.source = 'foreign' then return new; end if;
  select * into strict c from inspection.certificate where etown = new.etown and id = new.certificate for update;
  if (c.product, c.unit, c.subject, c.issued_on) is distinct from (new.product, new.unit, new.issuer, new.issued_on) or c.party = new.party then
    raise exception '与合格证所载不同, 或是自己开的: not that certificate' using errcode = 'check_violation';
  end if;
  if exists (select from inspection.certificate_void v where v.etown = c.etown and v.certificate = c.id)
    or exists (select from trace.lot o where o.etown = c.etown and o.id = c.lot and o.state <> 'open') then
    raise exception '合格证已作废, 或批次已冻结或召回: not in force' using errcode = 'object_not_in_prerequisite_state';
  end if;
  select coalesce(sum(i.quantity), 0) into taken from inspection.incoming i where i.etown = new.etown and i.certificate = new.certificate;
  if taken + new.quantity > c.quantity then
    raise exception '收取数量超过合格证所载: more than certified' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

-- 用什么药、检什么药: 这项检测是否看得见这种药
CREATE OR REPLACE FUNCTION inspection.covers(sees text[], items text[], sprayed text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
  select exists (select from unnest(items) i where position(i in sprayed) > 0 or position(sprayed in i) > 0)
    or exists (select from inspection.pesticide p where p.class = any(sees) and position(p.name in sprayed) > 0)
$function$;

-- 方法对品类: own 适用, extended 扩展基质, refused 没有意义; 未登记为空
CREATE OR REPLACE FUNCTION inspection.fit(method_code text, food_code text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
  select case
    when f.matrix = any(m.refuses) or f.code = any(m.excepted) then 'refused'
    when f.matrix = any(m.matrices) then 'own'
    when f.matrix = any(m.extended) then 'extended'
    else 'refused' end
  from inspection.method m, inspection.food f where m.code = method_code and f.code = food_code
$function$;

CREATE OR REPLACE FUNCTION inspection.give_back()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
begin
  update inspection.incoming i set used = i.used - u.quantity from inspection.incoming_use u
    where u.etown = new.etown and u.certificate = new.certificate and i.etown = u.etown and i.id = u.incoming;
  return null;
end $function$;

-- 这些批次的种养记录, 不含已被更正的
CREATE OR REPLACE FUNCTION inspection.grown(town integer, lots bigint[])
 RETURNS SETOF trace.step
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
  select s.* from trace.step s
  where s.etown = town and (s.lot = any(lots) or s.season in (select l.season from trace.lot l where l.etown = town and l.id = any(lots)))
    and not exists (select from trace.step c where c.etown = s.etown and c.corrects = s.id)
$function$;

CREATE OR REPLACE FUNCTION inspection.hold_ends_with_result()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  held_for text;
begin
  select h.holder into held_for from trace.hold h where h.etown = new.etown and h.id = new.hold;
  if held_for like 'inspection.sample/%' and not exists (select from inspection.sample s where s.etown = new.etown
    and s.id = split_part(held_for, '/', 2)::bigint and s.state = 'cleared') then
    raise exception '实验室确证合格之前不能结束扣留: not cleared' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.issued_by_its_own()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  promises bigint := case tg_table_name when 'certificate' then (to_jsonb(new) ->> 'party')::bigint else
    (select c.party from inspection.certificate c where c.etown = new.etown and c.id = (to_jsonb(new) ->> 'certificate')::bigint) end;
begin
  if not exists (select from identity.membership m where m.etown = new.etown and m.account::text = new."by" and m.party = promises::text) then
    raise exception '只有承诺主体自己能开具与作废: not theirs to promise' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.lab_adds_up()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
begin
  if (select bool_and(i.passes) from inspection.lab_item i where i.etown = new.etown and i.result = new.id) is distinct from new.passes then
    raise exception '结论与各项目不符: does not add up' using errcode = 'check_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION inspection.lab_is_complete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
begin
  if not exists (select from inspection.lab_result r where r.etown = new.etown and r.id = new.result and r.xmin = pg_current_xact_id()::xid) then
    raise exception '报告的项目不能后补: result is closed' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION inspection.lab_is_sound()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  s inspection.sample;
begin
  select * into strict s from inspection.sample where etown = new.etown and id = new.sample;
  if not exists (select from inspection.method m where m.code = new.method and m.kind = 'confirmatory')
    or coalesce(inspection.fit(new.method, s.food), 'refused') = 'refused' then
    raise exception '确证不得用快速检测或不适用的方法: not confirmatory' using errcode = 'check_violation';
  end if;
  if s.state = 'drawn' and exists (select from inspection.method m where m.code = s.method and m.kind <> 'confirmatory') then
    raise exception '先做快速检测: rapid test waits' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.label_needs_verdict()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from inspection.sample where etown = new.etown and id = new.sample and state = 'passed') then
    raise exception '没有通过的结果, 不出标签: no verdict' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.move_sample()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  s inspection.sample;
  valid int;
  positives int;
  next text;
begin
  select * into strict s from inspection.sample where etown = new.etown and id = new.sample for update;
  if tg_table_name = 'run' then
    -- `by` is a word of PL/pgSQL itself, so it stands in quotes.
    if new.operator = s.taken_by or new."by" = s.taken_by then
      raise exception '抽样人不能检自己抽的样: not blind' using errcode = 'check_violation';
    end if;
    if s.state not in ('drawn', 'to-review', 'passed', 'locked') then
      raise exception '样品已锁定, 不再收读数: sample is locked' using errcode = 'object_not_in_prerequisite_state';
    end if;
    select count(*), count(*) filter (where verdict = 'positive') into valid, positives
      from inspection.run where etown = s.etown and sample = s.id and verdict <> 'invalid';
    if valid > s.retests + 1 then
      raise exception '读数已够: enough readings' using errcode = 'object_not_in_prerequisite_state';
    end if;
    next := case
      when positives = 0 then case when valid = 0 then 'drawn' when s.state = 'passed' then 'passed' else 'to-review' end
      when valid < s.retests + 1 then 'locked'
      when positives = valid then 'failed'
      else 'disputed' end;
  elsif tg_table_name = 'lab_result' then
    if s.state not in ('drawn', 'failed', 'disputed', 'locked') then
      raise exception '样品不在待确证状态: not for the laboratory' using errcode = 'object_not_in_prerequisite_state';
    end if;
    next := case when not new.passes then 'condemned' when s.state = 'drawn' then 'to-review' else 'cleared' end;
  else
    if s.state <> 'to-review' then
      raise exception '样品不在待复核状态: nothing to review' using errcode = 'object_not_in_prerequisite_state';
    end if;
    if exists (select from inspection.run where etown = s.etown and sample = s.id and (by = new."by" or operator = new."by"))
      or exists (select from inspection.lab_result where etown = s.etown and sample = s.id and by = new."by") then
      raise exception '检测人不能复核自己: same person' using errcode = 'check_violation';
    end if;
    if new.decision = 'confirmed' and exists (select from inspection.run r where r.etown = s.etown and r.sample = s.id and r.value is not null
      and r.verdict = 'negative' and not exists (select from inspection.blank b where b.etown = r.etown and b.instrument = r.instrument and b.valid
        and (b.measured_at at time zone 'Asia/Shanghai')::date = (r.measured_at at time zone 'Asia/Shanghai')::date)) then
      raise exception '当日没有合格的空白对照: no valid blank' using errcode = 'object_not_in_prerequisite_state';
    end if;
    next := case new.decision when 'confirmed' then 'passed' else 'withdrawn' end;
  end if;
  update inspection.sample set state = next where etown = s.etown and id = s.id;
  if next in ('locked', 'failed', 'disputed', 'condemned') then
    insert into inspection.alert (etown, sample) values (s.etown, s.id) on conflict do nothing;
  end if;
  return null;
end $function$;

-- 这些批次通过的检测: 看得见哪类药、哪些项目
CREATE OR REPLACE FUNCTION inspection.passed_tests(town integer, lots bigint[])
 RETURNS TABLE(sample bigint, kind text, extended boolean, sees text[], items text[])
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
  select s.id, m.kind, inspection.fit(m.code, s.food) = 'extended', m.sees,
    m.items || array(select i.item from inspection.lab_item i where i.etown = s.etown and i.result = r.id)
  from inspection.sample s
  left join inspection.lab_result r on r.etown = s.etown and r.sample = s.id
  join inspection.method m on m.code = coalesce(r.method, s.method)
  where s.etown = town and s.lot = any(lots) and s.state in ('passed', 'cleared')
$function$;

CREATE OR REPLACE FUNCTION inspection.positive_is_held()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  now_state text;
begin
  select state into now_state from inspection.sample where etown = new.etown and id = new.id;
  if now_state in ('locked', 'failed', 'disputed', 'condemned') and exists (
    with recursive down as (
      select new.lot as id
      union
      select m.to_lot from down join trace.lot_move m on m.etown = new.etown and m.from_lot = down.id and m.to_lot is not null
    ) select from down where not exists (
      select from trace.hold h where h.etown = new.etown and h.lot = down.id and h.holder = 'inspection.sample/' || new.id
        and not exists (select from trace.hold_end e where e.etown = new.etown and e.hold = h.id))) then
    raise exception '阳性批次没有扣留: positive not held' using errcode = 'check_violation';
  end if;
  return null;
end $function$;

-- 这个批次勾这些依据为什么不能开合格证; 没有行即可开
CREATE OR REPLACE FUNCTION inspection.reasons_against(town integer, made bigint, ticked text[])
 RETURNS SETOF text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  lots bigint[] := inspection.ancestry(town, made);
  basis text;
begin
  -- It reads as its owner: of no other e-town than the session's.
  if town is distinct from platform.this_etown() then
    raise exception '只答本e镇: not this e-town' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from inspection.sample s where s.etown = town and s.lot = any(lots) and s.state in ('locked', 'failed', 'disputed', 'condemned')) then
    return next 'inspection.open_positive';
  end if;
  return query
    with sprayed as (
      select g.facts ->> 'intervalDays' as days, (g.occurred_at at time zone 'Asia/Shanghai')::date as on_day
      from inspection.grown(town, lots) g where g.kind = 'input' and g.facts ->> 'inputKind' in ('pesticide', 'medicine')
    ), harvested as (
      select (g.occurred_at at time zone 'Asia/Shanghai')::date as on_day from inspection.grown(town, lots) g where g.kind = 'harvest' and g.lot = any(lots)
    )
    select 'inspection.interval_unknown' from sprayed where days is null
    union
    select 'inspection.interval_open' from sprayed s join harvested h on s.on_day <= h.on_day and h.on_day < s.on_day + s.days::int;
  if 'control' = any(ticked) and not exists (select from inspection.grown(town, lots) g where g.kind in ('planting', 'tending', 'input')) then
    return next 'inspection.no_control_records';
  end if;
  foreach basis in array ticked loop
    if basis not in ('self-test', 'commissioned') then continue; end if;
    if not exists (select from inspection.passed_tests(town, lots) t where basis = 'self-test' or t.kind = 'confirmatory') then
      return next 'inspection.basis_without_test';
    elsif not exists (select from inspection.passed_tests(town, lots) t where (basis = 'self-test' or t.kind = 'confirmatory') and not t.extended) then
      return next 'inspection.extended_is_no_basis';
    elsif exists (select from inspection.grown(town, lots) g where g.kind = 'input' and g.facts ->> 'inputKind' in ('pesticide', 'medicine')
      and not exists (select from inspection.passed_tests(town, lots) t where (basis = 'self-test' or t.kind = 'confirmatory') and not t.extended
        and inspection.covers(t.sees, t.items, coalesce(g.facts ->> 'name', '')))) then
      return next 'inspection.not_tested_for';
    end if;
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION inspection.reviewed_by_another()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
begin
  if exists (select from inspection.run r join identity.account a on a.name = r.operator
    where r.etown = new.etown and r.sample = new.sample and a.id::text = new."by") then
    raise exception '检测人不能复核自己: same person' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.runs_are_sound()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  wrong text;
begin
  select case
    when m.kind is null or m.kind = 'confirmatory' then '该样品不做快速检测: not a rapid method'
    when n.limit_percent <> m.limit_percent or n.blank_least <> coalesce(m.blank_least, 0) then '限值不是该方法的: not the limit of the method'
    when n.measured_on > (n.at at time zone 'Asia/Shanghai')::date then '测定日期晚于录入: not measured yet'
    when n.line is not null and (d.id is null or d.trouble is not null or d.bound is distinct from n.bound
      or (d.instrument, d.value, d.read_at) is distinct from (n.instrument, n.value, n.measured_at)) then '测定与仪器行不符: not what the line says'
    when n.line is null and n.value is not null then '只有抑制率的读数须来自仪器行: no line'
    when n.line is null and n.measured_at < s.taken_at then '测定早于抽样: before sampling'
    when n.line is null and m.kind = 'enzyme' and (n.instrument is null or n.reagent is null) then '酶抑制率法须写明仪器与试剂: no instrument'
    when n.instrument is not null and not exists (select from inspection.calibration c where c.etown = n.etown and c.instrument = n.instrument
      and c.on_day <= n.measured_on and n.measured_on < c.until) then '仪器当日不在检定有效期内: not calibrated'
    when g.expires_on < n.measured_on then '试剂已过期: reagent expired'
  end into wrong
  from (select f.*, (f.measured_at at time zone 'Asia/Shanghai')::date as measured_on from fresh f) n
  join inspection.sample s on s.etown = n.etown and s.id = n.sample
  left join inspection.method m on m.code = s.method
  left join inspection.device_line d on d.etown = n.etown and d.id = n.line
  left join inspection.reagent g on g.etown = n.etown and g.id = n.reagent
  order by 1 limit 1;
  if wrong is not null then raise exception '%', wrong using errcode = 'check_violation'; end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION inspection.sample_of_its_task()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from inspection.task t join inspection.method m on m.code = t.method
    where t.etown = new.etown and t.id = new.task and t.lot = new.lot and t.food = new.food and t.method = new.method
      and new.retests = m.retests) then
    raise exception '样品与任务不符: not of its task' using errcode = 'check_violation';
  end if;
  if new.taken_at > new.at + interval '5 minutes' then
    raise exception '抽样时间晚于录入: not taken yet' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.seen_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.seen_at is not null then
    raise exception '告警已签收: seen already' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.task_makes_sense()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if coalesce(inspection.fit(new.method, new.food), 'refused') = 'refused' then
    raise exception '该方法对该品类没有意义: method means nothing' using errcode = 'check_violation';
  end if;
  if not exists (select from inspection.method m where m.code = new.method and m.from_day <= (new.at at time zone 'Asia/Shanghai')::date
    and (m.until_day is null or (new.at at time zone 'Asia/Shanghai')::date < m.until_day)) then
    raise exception '该方法当日不在施行: method not in force' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION inspection.use_incoming()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
declare
  c inspection.certificate;
begin
  select * into strict c from inspection.certificate where etown = new.etown and id = new.certificate;
  update inspection.incoming i set used = i.used + new.quantity
    where i.etown = new.etown and i.id = new.incoming and i.party = c.party and i.unit = c.unit and i.product = c.product
      and not exists (select from inspection.certificate_void v where v.etown = i.etown and v.certificate = i.certificate);
  if not found then
    raise exception '上游合格证不属于该主体、品名或单位不同, 或已作废: not theirs' using errcode = 'check_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION inspection.uses_add_up()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'inspection'
AS $function$
begin
  if (select sum(u.quantity) from inspection.incoming_use u where u.etown = new.etown and u.certificate = new.certificate) is distinct from
    (select c.quantity from inspection.certificate c where c.etown = new.etown and c.id = new.certificate and c.style = 'buyer') then
    raise exception '转开数量与合格证不等: does not add up' using errcode = 'check_violation';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION party.keep_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'party'
AS $function$
declare
  book constant text[] := array['version', 'changed_at', 'changed_by', 'changed_why'];
  derived constant text[] := array['name_key', 'name_core', 'name_head', 'natural_key', 'resident_id_blind', 'phone_blind'];
  personal text[] := array['resident_id_sealed', 'legal_representative_sealed', 'phone_sealed'];
  before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end - book - derived;
  after jsonb := to_jsonb(new) - book - derived;
begin
  if new.kind = 'farmer' then
    personal := personal || array['name', 'address', 'lon', 'lat'];
  end if;
  insert into party.party_version values (new.etown, new.id, new.version, new.changed_at, new.changed_by, new.changed_why,
    coalesce((select array_agg(a.key order by a.key) from jsonb_each(after) a
              where tg_op = 'UPDATE' and a.value is distinct from before -> a.key), '{}'),
    after - personal);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION party.next_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.version := old.version + 1;
  new.changed_at := now();
  return new;
end $function$;

CREATE OR REPLACE FUNCTION party.refresh_statistics()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET lock_timeout TO '50ms'
AS $function$
begin
  analyze party.party;
exception when lock_not_available then
  null;
end $function$;
revoke all on function party.refresh_statistics() from public;
grant execute on function party.refresh_statistics() to ezhen_app;

CREATE OR REPLACE FUNCTION plan.day_of(text)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select make_date(left($1, 4)::int, substr($1, 6, 2)::int, right($1, 2)::int) $function$;

CREATE OR REPLACE FUNCTION plan.known_reading()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from plan.interpretation i
                 where i.etown = new.etown and i.version = new.version and i.code = new.interpretation
                   and i.item -> 'readings' @> jsonb_build_array(jsonb_build_object('code', new.adopted))) then
    raise exception '口径“%”没有“%”这种读法', new.interpretation, new.adopted using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION platform.audit_breaks(town integer)
 RETURNS TABLE(seq bigint, why text)
 LANGUAGE sql
 STABLE
AS $function$
  with linked as (
    select a.*, lag(a.hash, 1, sha256('ezhen audit chain')) over (order by a.seq) as before,
           row_number() over (order by a.seq) as place
    from platform.audit_entry a where a.etown = town
  )
  select l.seq, case when l.seq <> l.place then 'gap' when l.prev <> l.before then 'link' else 'content' end
  from linked l
  where l.seq <> l.place or l.prev <> l.before
     or l.hash <> platform.audit_hash(l.prev, l.etown, l.seq, l.at, l.actor, l.act, l.subject, l.outcome, l.detail)
  union all
  select h.audit_seq, 'tail' from platform.chain_head h
  where h.etown = town and h.audit_hash <> coalesce((select hash from platform.audit_entry where etown = town order by seq desc limit 1), sha256('ezhen audit chain'))
  order by 1
$function$;

CREATE OR REPLACE FUNCTION platform.audit_hash(prev bytea, etown integer, seq bigint, at timestamp with time zone, actor text, act text, subject text, outcome text, detail jsonb)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select sha256(prev || convert_to(jsonb_build_array(etown, seq, extract(epoch from at), actor, act, subject, outcome, detail)::text, 'UTF8'))
$function$;

-- 供各业务室的迁移调用: 行级安全只见本e镇; 只增不改的表另加触发器与授权
CREATE OR REPLACE FUNCTION platform.guard_tables(room text, only_appended text[] DEFAULT '{}'::text[], changing text[] DEFAULT '{}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;
revoke all on function platform.guard_tables(text,text[],text[]) from public;

CREATE OR REPLACE FUNCTION platform.leaves_of(payload jsonb)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when jsonb_typeof(payload->'attested') = 'array' then greatest(1, jsonb_array_length(payload->'attested')) else 1 end
$function$;

CREATE OR REPLACE FUNCTION platform.open_chain()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into platform.chain_head (etown) values (new.id);
  return new;
end $function$;

-- 开设e镇: 应用角色只能借此新增e镇目录中的一行, 不能改、不能删
CREATE OR REPLACE FUNCTION platform.open_etown(slug text, name text, county_code text, demonstration boolean)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'platform'
AS $function$
  insert into platform.etown (id, slug, name, county_code, demonstration)
  values (platform.this_etown(), slug, name, county_code, demonstration)
$function$;
revoke all on function platform.open_etown(text,text,text,boolean) from public;
grant execute on function platform.open_etown(text,text,text,boolean) to ezhen_app;

CREATE OR REPLACE FUNCTION platform.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '%.% 只增不改: append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $function$;

-- 更名: 采用新一版方案时, 本e镇改用方案里的名称; 编号与网址不变
CREATE OR REPLACE FUNCTION platform.rename_etown(new_name text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'platform'
AS $function$
begin
  update platform.etown set name = new_name where id = platform.this_etown() and id > 0 and name <> new_name;
  if found then
    perform pg_notify('ezhen_etown', '');
  end if;
end $function$;
revoke all on function platform.rename_etown(text) from public;
grant execute on function platform.rename_etown(text) to ezhen_app;

CREATE OR REPLACE FUNCTION platform.seal(acts jsonb, announcements jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'platform'
AS $function$
declare
  town int := platform.this_etown();
  head platform.chain_head;
  act jsonb;
  moment timestamptz := clock_timestamp();
  next_hash bytea;
  first_leaf bigint;
begin
  select * into strict head from platform.chain_head where etown = town for update;
  for act in select value from jsonb_array_elements(acts) loop
    head.audit_seq := head.audit_seq + 1;
    next_hash := platform.audit_hash(head.audit_hash, town, head.audit_seq, moment, act->>'actor', act->>'act', act->>'subject', act->>'outcome', act->'detail');
    insert into platform.audit_entry values (town, head.audit_seq, moment, act->>'actor', act->>'act', act->>'subject', act->>'outcome', act->'detail', head.audit_hash, next_hash);
    head.audit_hash := next_hash;
  end loop;
  for act in select value from jsonb_array_elements(announcements) loop
    head.event_seq := head.event_seq + 1;
    first_leaf := coalesce(first_leaf, head.leaves);
    insert into platform.event values (town, head.event_seq, act->>'kind', act->>'subject', moment, act->'payload',
      coalesce((select array_agg(x) from jsonb_array_elements_text(act->'evidence') x), '{}'), head.leaves);
    head.leaves := head.leaves + platform.leaves_of(act->'payload');
  end loop;
  update platform.chain_head set audit_seq = head.audit_seq, audit_hash = head.audit_hash, event_seq = head.event_seq,
    leaves = head.leaves where etown = town;
  if jsonb_array_length(announcements) > 0 then
    perform pg_notify('ezhen_event', town::text);
  end if;
  return first_leaf;
end $function$;
revoke all on function platform.seal(jsonb,jsonb) from public;
grant execute on function platform.seal(jsonb,jsonb) to ezhen_app;

CREATE OR REPLACE FUNCTION platform.this_etown()
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select current_setting('app.etown')::int $function$;

CREATE OR REPLACE FUNCTION project.all_bids_opened()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select count(*) from project.bid where etown = new.etown and tender = new.tender)
    <> (select count(*) from project.opened_bid where etown = new.etown and tender = new.tender) then
    perform project.refuse('all_bids_opened', '所有投标须同时打开');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION project.approver_is_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.approved_by = (select made_by from project.scheme where etown = new.etown and project = new.project and version = new.version) then
    perform project.refuse('approver_is_another', '编制与核准须为两人');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.award_fits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  bid project.opened_bid;
begin
  select * into strict bid from project.opened_bid where etown = new.etown and tender = new.tender and opened_bid.bid = new.bid;
  if not bid.valid or bid.amount > (select s.budget from project.tender t
      join project.scheme s on s.etown = t.etown and s.project = t.project and s.version = t.version
      where t.etown = new.etown and t.id = new.tender) then
    perform project.refuse('award_fits', '中标的须是有效投标, 且不超过预算');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.award_is_public(town integer, which bigint, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(a.elsewhere_through < day, fund.notice_has_run(town, a.notice, day))
  from project.award a where a.etown = town and a.tender = which
$function$;

CREATE OR REPLACE FUNCTION project.bid_in_time()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its project.tender;
begin
  select * into strict its from project.tender where etown = new.etown and id = new.tender;
  perform project.locked(new.etown, its.project);
  if new.received_at > its.opens_at or exists (select from project.opening where etown = new.etown and tender = new.tender) then
    perform project.refuse('bid_in_time', '截止后不再收投标');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.delivery_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its record;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  select * into its from project.milestone_state where etown = new.etown and contract = new.contract and place = new.place;
  if not found or its.accepted or (its.delivery is not null and its.accepted is null)
    or project.state_of(new.etown, its.project) not in ('contracted', 'performing') then
    perform project.refuse('delivery_is_due', '这个里程碑现在不能交付');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.deposit_fits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  worth bigint;
  signed date;
  held numeric;
  most int;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  select h.amount, h.signed_on into worth, signed from project.held_version h where h.etown = new.etown and h.contract = new.contract;
  if worth is null then
    perform project.refuse('deposit_of_contract', '合同审定后才收保证金');
  end if;
  select coalesce(sum(d.amount), 0) into held from project.deposit d
  where d.etown = new.etown and d.contract = new.contract and d.kind = new.kind
    and not exists (select from project.deposit_return r where r.etown = d.etown and r.deposit = d.id);
  most := project.limit_on(new.etown, new.kind || '-deposit', signed);
  if (held + new.amount) * 100 > worth::numeric * most then
    perform project.refuse('deposit_fits', format('保证金合计不得超过合同价的 %s%%', most));
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.deposit_return_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its project.deposit;
begin
  select * into strict its from project.deposit where etown = new.etown and id = new.deposit;
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = its.contract));
  if new.made_by = its.made_by then
    perform project.refuse('returned_by_another', '收与退须为两人');
  end if;
  if new.amount > its.amount or new.returned_on < its.received_on or (new.amount < its.amount and new.why is null) then
    perform project.refuse('returned_within', '退还不能多于所收、早于收取; 没有全退的写明理由');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.inspector_is_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.made_by = (select made_by from project.delivery where etown = new.etown and id = new.delivery) then
    perform project.refuse('inspector_is_another', '交付与验收须为两人');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.limit_on(town integer, which text, day date)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(
    (select r.amount from project.clock_rule r where r.etown = town and r.code = which and r.unit = 'percent'
      and r.in_force_from <= day order by r.number desc limit 1),
    (select l.percent from project.statutory_limit l where l.code = which and l.binds))
$function$;

CREATE OR REPLACE FUNCTION project.locked(town integer, which bigint)
 RETURNS SETOF project.project
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'project'
AS $function$
  select * from project.project where etown = town and id = which for update
$function$;

CREATE OR REPLACE FUNCTION project.opening_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its project.tender;
begin
  select * into strict its from project.tender where etown = new.etown and id = new.tender;
  perform project.locked(new.etown, its.project);
  if new.opened_at < its.opens_at or new.made_at < its.opens_at then
    perform project.refuse('opening_is_due', '未到开标时刻');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.paid_for_milestone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from fund.allotment a join fund.expense x on x.etown = a.etown and x.id = a.expense
      where a.etown = new.etown and a.id = new.allotment and x.origin like 'project.%')
    and not exists (select from project.payment p where p.etown = new.etown and p.payment = new.id) then
    perform project.refuse('paid_for_milestone', '项目的资金只能按里程碑支付');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION project.payment_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its record;
  paid record;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  select * into its from project.milestone_state where etown = new.etown and contract = new.contract and place = new.place;
  if not found or its.accepted is not true then
    perform project.refuse('milestone_accepted', '里程碑未验收, 不得付款');
  end if;
  if its.paid + new.amount > its.amount then
    perform project.refuse('within_milestone', '付款不能超过里程碑金额');
  end if;
  select p.amount, p.allotment, e.day into paid from fund.payment p join fund.entry e on e.etown = p.etown and e.id = p.entry
    where p.etown = new.etown and p.id = new.payment;
  if paid.amount is distinct from new.amount or paid.allotment is distinct from new.allotment then
    perform project.refuse('payment_is_the_funds', '与专项资金的支付不符');
  end if;
  if its.needs_notice and not exists (select from project.publicity u where u.etown = new.etown and u.project = its.project
      and fund.notice_has_run(u.etown, u.notice, paid.day)) then
    perform project.refuse('acceptance_is_public', '验收公示未满, 不得付款');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.performed_to(town integer, which bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case
    when bool_and(coalesce(accepted, false)) then 'accepted'
    when bool_and(delivery is not null and coalesce(accepted, true)) then 'delivered'
    when bool_or(delivery is not null) then 'performing'
    else 'contracted' end
  from project.milestone_state where etown = town and project = which
$function$;

CREATE OR REPLACE FUNCTION project.project_begins()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.state <> 'started' then
    perform project.refuse('project_begins', '项目从立项开始');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.recovered_from_milestone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from fund.allotment a join fund.expense x on x.etown = a.etown and x.id = a.expense
      where a.etown = new.etown and a.id = new.allotment and x.origin like 'project.%')
    and not exists (select from project.recovery r where r.etown = new.etown and r.entry = new.entry) then
    perform project.refuse('recovered_from_milestone', '项目的资金只能按里程碑追回');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION project.recovery_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  rest numeric;
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  if not exists (select from fund.line l join fund.entry e on e.etown = l.etown and e.id = l.entry
      where l.etown = new.etown and l.entry = new.entry and l.allotment = new.allotment
        and e.kind = 'recovery' and l.account = 'paid' and l.amount = -new.amount) then
    perform project.refuse('recovery_is_the_funds', '与专项资金的追回不符');
  end if;
  select coalesce((select sum(p.amount) from project.payment p
      where p.etown = new.etown and p.contract = new.contract and p.place = new.place and p.allotment = new.allotment), 0)
    - coalesce((select sum(r.amount) from project.recovery r
      where r.etown = new.etown and r.contract = new.contract and r.place = new.place and r.allotment = new.allotment), 0) into rest;
  if new.amount > rest then
    perform project.refuse('recovery_within_paid', '追回不能多于这个里程碑从这笔资金已付的');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.refuse(rule text, said text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '%', said using errcode = 'check_violation', constraint = rule;
end $function$;

CREATE OR REPLACE FUNCTION project.scheme_adds_up()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (select sum(amount) from project.scheme_money where etown = new.etown and project = new.project and version = new.version)
    is distinct from new.budget::numeric then
    perform project.refuse('scheme_adds_up', '各来源之和不等于预算');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION project.state_of(town integer, which bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select state from project.project where etown = town and id = which $function$;

CREATE OR REPLACE FUNCTION project.step_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its project.project;
  last_tender bigint;
  holds boolean;
begin
  select * into strict its from project.locked(new.etown, new.project);
  if new.event = 'start' then
    if new.place <> 1 or new.from_state is not null or new.to_state <> 'started' then
      perform project.refuse('step_follows', '立项是第一步');
    end if;
    return new;
  end if;
  if new.from_state is distinct from its.state
    or new.place <> (select max(place) + 1 from project.step where etown = new.etown and project = new.project)
    or not exists (select from project.life l where l.event = new.event and l.from_state = new.from_state and l.to_state = new.to_state) then
    perform project.refuse('step_follows', format('项目在“%s”, 不能由“%s”到“%s”', its.state, new.event, new.to_state));
  end if;
  select max(id) into last_tender from project.tender where etown = new.etown and project = new.project;
  holds := case new.event
    when 'plan' then exists (select from project.scheme s where s.etown = new.etown and s.project = new.project
      and s.version > all (select a.version from project.approval a where a.etown = new.etown and a.project = new.project)
      and s.version = (select max(version) from project.scheme x where x.etown = new.etown and x.project = new.project))
    when 'approve' then exists (select from project.approval a where a.etown = new.etown and a.project = new.project
      and a.approved_by = new.account
      and a.version = (select max(version) from project.scheme x where x.etown = new.etown and x.project = new.project))
    when 'announce' then exists (select from project.tender t where t.etown = new.etown and t.id = last_tender
      and t.version = (select max(version) from project.scheme x where x.etown = new.etown and x.project = new.project)
      and t.made_at = new.at)
    when 'open' then exists (select from project.opening o where o.etown = new.etown and o.tender = last_tender)
    when 'award' then exists (select from project.award a where a.etown = new.etown and a.tender = last_tender)
    when 'sign' then exists (select from project.contract c join project.held_version h on h.etown = c.etown and h.contract = c.id
      where c.etown = new.etown and c.project = new.project and c.tender = last_tender
      and project.award_is_public(new.etown, last_tender, h.signed_on))
    when 'publicise' then exists (select from project.publicity p join notice_pub.standing s on s.etown = p.etown and s.notice = p.notice
      where p.etown = new.etown and p.project = new.project and not s.withdrawn)
    when 'evaluate' then exists (select from project.evaluation e where e.etown = new.etown and e.project = new.project and e.made_at = new.at)
      and exists (select from project.publicity p where p.etown = new.etown and p.project = new.project
        and fund.notice_has_run(p.etown, p.notice, (new.at at time zone 'Asia/Shanghai')::date))
    when 'amend' then project.performed_to(new.etown, new.project) = new.to_state
    when 'deliver' then project.performed_to(new.etown, new.project) = new.to_state
    when 'reject' then project.performed_to(new.etown, new.project) = new.to_state
    when 'accept' then project.performed_to(new.etown, new.project) = new.to_state
    else true end;
  if not coalesce(holds, false) then
    perform project.refuse('step_rests_on_facts', format('“%s”所依据的事实不在', new.event));
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.step_moves_project()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'project'
AS $function$
begin
  update project.project set state = new.to_state where etown = new.etown and id = new.project;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION project.supplement_fits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its project.contract_version;
  original bigint;
  added numeric;
  adds bigint;
  most int;
begin
  select * into strict its from project.contract_version where etown = new.etown and id = new.version;
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = its.contract));
  select (array_agg(amount order by number))[1], sum(greatest(amount - before, 0)),
      coalesce(sum(amount - before) filter (where id = its.id), 0) into original, added, adds
  from (select v.id, v.amount, v.number, lag(v.amount) over (order by v.number) as before
    from project.contract_version v left join project.verdict d on d.etown = v.etown and d.version = v.id
    where v.etown = new.etown and v.contract = its.contract and (d.approved or v.id = its.id)) held;
  most := project.limit_on(new.etown, 'supplement', its.signed_on);
  -- What adds nothing is no supplement, whatever was added before.
  if adds > 0 and added * 100 > original::numeric * most then
    perform project.refuse('supplement_fits', format('补充合同累计不得超过原合同的 %s%%', most));
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.verdict_is_due()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  its project.contract_version;
  awarded bigint;
begin
  select * into strict its from project.contract_version where etown = new.etown and id = new.version;
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = its.contract));
  if new.judged_by = its.made_by then
    perform project.refuse('verdict_by_another', '起草与审定须为两人');
  end if;
  if new.approved and its.number = 1 then
    select b.amount into awarded from project.contract c
      join project.award a on a.etown = c.etown and a.tender = c.tender
      join project.opened_bid b on b.etown = a.etown and b.tender = a.tender and b.bid = a.bid
      where c.etown = new.etown and c.id = its.contract;
    if its.amount > awarded then
      perform project.refuse('within_award', '合同价不能高于中标价');
    end if;
  end if;
  if new.approved and exists (select from project.milestone_state s
      left join project.milestone m on m.etown = s.etown and m.version = its.id and m.place = s.place
      where s.etown = new.etown and s.contract = its.contract and m.amount is distinct from s.amount
        and (s.accepted or s.paid > 0 or (s.delivery is not null and s.accepted is null))) then
    perform project.refuse('accepted_stays', '已交付、已验收或已付款的里程碑不能变更金额');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.version_adds_up()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  town int := new.etown;
begin
  if (select sum(amount) from project.milestone where etown = town and version = new.id) is distinct from new.amount::numeric
    or (select sum(amount) from project.contract_money where etown = town and version = new.id) is distinct from new.amount::numeric then
    perform project.refuse('version_adds_up', '里程碑之和、各来源之和须等于合同价');
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION project.version_follows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform project.locked(new.etown, (select project from project.contract where etown = new.etown and id = new.contract));
  if new.number <> (select coalesce(max(number), 0) + 1 from project.contract_version where etown = new.etown and contract = new.contract)
    or exists (select from project.contract_version v where v.etown = new.etown and v.contract = new.contract
      and not exists (select from project.verdict d where d.etown = v.etown and d.version = v.id)) then
    perform project.refuse('version_follows', '上一版合同还没有审定');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION project.version_is_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from project.verdict where etown = new.etown and version = new.version) then
    perform project.refuse('version_is_open', '已审定的合同不能再改');
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION report.cell_is_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform report.hold(new.etown, new.report, false);
  if new.step is distinct from (select max(no) from report.step where etown = new.etown and report = new.report) then
    raise exception '报表不在填报中, 格子不能改' using errcode = 'check_violation', constraint = 'cell_is_open';
  end if;
  return new;
end $function$;

-- 占住一份报表: 写格子共享, 走步骤独占, 到事务结束
CREATE OR REPLACE FUNCTION report.hold(town integer, which bigint, alone boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if alone then
    perform pg_advisory_xact_lock(hashtextextended('report.report', town::bigint << 40 | which));
  else
    perform pg_advisory_xact_lock_shared(hashtextextended('report.report', town::bigint << 40 | which));
  end if;
end $function$;

CREATE OR REPLACE FUNCTION report.publisher_is_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.action = 'publish' and exists (select from report.draft d where d.etown = new.etown and d.bulletin = new.bulletin and d."by" = new."by") then
    raise exception '拟稿与审定须为两人' using errcode = 'check_violation', constraint = 'publisher_is_another';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION report.reviewer_is_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  begun int;
begin
  perform report.hold(new.etown, new.report, true);
  if new.action in ('pass', 'lock') then
    select no into begun from report.step where etown = new.etown and report = new.report
      and action in ('open', 'amend') order by no desc limit 1;
    if exists (select from report.step s where s.etown = new.etown and s.report = new.report and s.no >= begun
          and s.action in ('submit', 'pass') and s."by" = new."by")
        or exists (select from report.cell c where c.etown = new.etown and c.report = new.report and c.step >= begun
          and c.origin <> 'computed' and c.lineage is null and c."by" = new."by") then
      raise exception '填报、镇级审核、县级锁定须为三人' using errcode = 'check_violation', constraint = 'reviewer_is_another';
    end if;
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION report.step_is_whole()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.action = 'lock' and not exists (select from report.snapshot s
      where s.etown = new.etown and s.report = new.report and s.step = new.no) then
    raise exception '锁定而无快照' using errcode = 'check_violation', constraint = 'lock_has_snapshot';
  end if;
  if new.action = 'return' and not exists (select from report.remark r
      where r.etown = new.etown and r.report = new.report and r.step = new.no) then
    raise exception '退回而无意见' using errcode = 'check_violation', constraint = 'return_says_why';
  end if;
  if new.action = 'dispatch' and not exists (select from report.dispatched d
      join report.snapshot s on s.etown = d.etown and s.report = d.report and s.number = d.number
      where d.etown = new.etown and d.report = new.report and s.step < new.no
        and s.number = (select max(n.number) from report.snapshot n where n.etown = new.etown and n.report = new.report)) then
    raise exception '上报而不在包中' using errcode = 'check_violation', constraint = 'dispatch_has_member';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION subsidy.benefit_names_its_project()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if exists (select from subsidy.application a where a.etown = new.etown and a.id = new.application
             and a.registered is not null and new.project_key <> '#' || a.registered::text) then
    raise exception 'application % is for another project of the register', new.application using errcode = '23514';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION trace.draw_from_lot()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
begin
  if tg_table_name = 'lot_move' then
    update trace.lot set drawn = drawn + new.quantity where etown = new.etown and id = new.from_lot and state = 'open';
  else
    update trace.lot set labels = labels + new.quantity where etown = new.etown and id = new.lot and state = 'open';
  end if;
  if not found then raise exception '批次已冻结或召回: lot not open' using errcode = 'object_not_in_prerequisite_state'; end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION trace.held_stays_closed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_table_name = 'supervision' then
    if new.kind = 'release' and trace.is_held(new.etown, new.lot) then
      raise exception '批次被检验扣留, 不能解除: lot held' using errcode = 'object_not_in_prerequisite_state';
    end if;
  elsif (select state from trace.lot where etown = new.etown and id = new.lot) = 'open' then
    raise exception '扣留的批次必须先冻结: held lot open' using errcode = 'check_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION trace.house_item()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
begin
  insert into trace.gtin_home values (new.gtin, new.etown) on conflict do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION trace.inputs_cover_lot()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  given numeric;
begin
  if new.origin in ('harvest', 'purchase') then return null; end if;
  select coalesce(sum(m.quantity), 0) into given from trace.lot_move m where m.etown = new.etown and m.to_lot = new.id;
  if (new.origin = 'transform' and new.quantity > given * new.yield) or (new.origin <> 'transform' and new.quantity <> given) then
    raise exception '投入与产出不平衡: lot % holds %, was given %', new.id, new.quantity, given using errcode = 'check_violation';
  end if;
  return null;
end $function$;

-- 批次是否有未结束的扣留
CREATE OR REPLACE FUNCTION trace.is_held(town integer, held bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
  select exists (select from trace.hold h where h.etown = town and h.lot = held
    and not exists (select from trace.hold_end e where e.etown = town and e.hold = h.id))
$function$;

CREATE OR REPLACE FUNCTION trace.number_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.numbering = 'restricted' then
    new.gtin := trace.restricted_gtin(new.etown, new.id);
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION trace.restricted_gtin(town integer, number bigint)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  body text := '02' || to_char(town, 'FM0000') || to_char(number, 'FM0000000');
  total int := 0;
begin
  if town > 9999 or number > 9999999 then raise exception '限域编码已用尽: no number left' using errcode = 'check_violation'; end if;
  for i in 1..13 loop
    total := total + substr(body, i, 1)::int * case when i % 2 = 1 then 3 else 1 end;
  end loop;
  return body || ((10 - total % 10) % 10)::text;
end $function$;

-- 重述: 上层房间 (检验) 对批次的所知有变, 扫码页须立即重画, 由它做成的批次也一样
CREATE OR REPLACE FUNCTION trace.retell(lots bigint[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
  select trace.touch_lots(platform.this_etown(), lots)
$function$;
revoke all on function trace.retell(bigint[]) from public;
grant execute on function trace.retell(bigint[]) to ezhen_app;

CREATE OR REPLACE FUNCTION trace.story_changed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
declare
  told trace.step;
begin
  if tg_table_name = 'step' then
    told := new;
  else
    select * into strict told from trace.step where etown = new.etown and id = new.step;
  end if;
  perform trace.touch_lots(new.etown, case when told.lot is not null then array[told.lot]
    else array(select id from trace.lot where etown = told.etown and season = told.season) end);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION trace.supervise_lot()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
begin
  update trace.lot set state = case new.kind when 'freeze' then 'frozen' when 'release' then 'open' when 'recall' then 'recalled' else state end
    where etown = new.etown and id = new.lot and (state <> 'recalled' or new.kind in ('visit', 'sample', 'finding'));
  if not found then raise exception '已召回的批次不能再冻结或解除: recalled for good' using errcode = 'object_not_in_prerequisite_state'; end if;
  perform trace.touch_lots(new.etown, array[new.lot]);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION trace.touch_lots(town integer, lots bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'trace'
AS $function$
begin
  with recursive down as (
    select unnest(lots) as id
    union
    select m.to_lot from down join trace.lot_move m on m.etown = town and m.from_lot = down.id and m.to_lot is not null
  ), held as (
    select l.id from trace.lot l where l.etown = town and l.id in (select id from down) order by l.id for update
  )
  update trace.lot set version = version + 1 where etown = town and id in (select id from held);
end $function$;
revoke all on function trace.touch_lots(integer,bigint[]) from public;
