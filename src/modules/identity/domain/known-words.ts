/**
 * Words people build passwords from, in the spelling a password has them: English and pinyin, keyboard rows, names,
 * seasons, the trade we are in. Written down here from what is commonly known; a word counts with digits and signs
 * around it and with letters written as digits (p@ssw0rd), so the list refuses many thousand passwords.
 */
const WORDS = `
password passwd passphrase passcode pass pwd secret letmein welcome login signin logon admin administrator root super
superuser sysadmin sysop system manager master operator guest user username test tester testing demo example sample
default change changeme changeit temp temporary access account server service support backup database oracle mysql
postgres redis nginx apache tomcat docker kubernetes linux ubuntu debian windows microsoft office excel google gmail
apple iphone android huawei xiaomi tencent wechat weixin alibaba taobao tmall jingdong pinduoduo douyin kuaishou baidu
alipay zhifubao unionpay facebook twitter instagram youtube amazon samsung sony nokia lenovo cisco
iloveyou ilove loveyou love lover lovely forever friend friends family baby babe honey angel sweet sweetheart darling
princess prince queen king kitty kitten puppy doggy tiger dragon monkey horse eagle lion panda bear wolf shark spider
butterfly flower rose sunflower lily jasmine daisy cherry orange apple banana lemon peach mango pear grape walnut honeybee
sunshine moonlight starlight rainbow thunder lightning storm winter summer spring autumn january february march april
may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
football soccer baseball basketball hockey tennis golf swimming running cycling games gamer gaming player killer hunter
shadow ninja samurai warrior wizard phoenix matrix starwars pokemon pikachu naruto superman batman spiderman ironman
freedom liberty justice peace trust nothing whatever whocares nobody somebody everything something
charlie michael jordan jennifer jessica michelle daniel andrew joshua matthew thomas robert william david james john
george richard steven kevin brian jason justin ryan eric tony peter paul mark lucy alice emma olivia sophia anna maria
china chinese beijing shanghai guangzhou shenzhen chongqing tianjin hangzhou nanjing wuhan chengdu xian taiyuan shanxi
linfen jincheng datong yangquan changzhi jinzhong yuncheng xinzhou lvliang shuozhou hebei henan shandong sichuan
zhongguo zhonghua zhonghuarenmingongheguo renmin renminzhengfu zhengfu xianzhengfu zhenzhengfu zhengxie renda dangwei
gongxin gongxinju gongye caizheng caizhengju nongye nongyeju nongyenongcun xiangcun xiangcunzhenxing nongcun cunwei
shenpi xingzheng shangwu shangwuju dianshang dianzishangwu dianshangju kuaidi wuliu zhibo wanghong pinpai chanpin
ezhen ezheng xiangcunezhen ezhentong nongchanpin pingguo yulu yuluxiangli xiangli hetao fengmi mifeng huangjiu xiaomi
guanli guanliyuan guanliyuanmima xitong xitongguanli anquan anquanguanli shenji shenjiguanli mima wodemima denglu
yonghu yonghuming zhanghao zhanghu ceshi yanshi kouling bangong bangongshi lingdao juzhang xianzhang zhenzhang shuji
woaini woaiwojia woainia aini woaizhongguo nihao nihaoma xiexie zaijian baobao baobei laopo laogong baba mama gege jiejie
didi meimei yeye nainai erzi nver haizi pengyou gongxi facai gongxifacai wanshiruyi jixiangruyi daji dali fuguijixiang
xinnian kuaile shengri shengrikuaile xingfu jiankang pingan yiluping yilupingan shunli chenggong nuli jiayou fendou
wang wangwei wangfang wangjun zhang zhangwei zhangmin zhangli li liwei lina liqiang liu liuyang liuwei chen chenwei
chenjie yang yangyang huang zhao zhaowei zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng
yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian ren
asdf asdfg asdfgh asdfghj asdfghjkl qwer qwert qwerty qwertyu qwertyui qwertyuiop zxcv zxcvb zxcvbn zxcvbnm qazwsx
qazwsxedc wsxedc edcrfv rfvtgb qweasd qweasdzxc asdzxc qweqwe asdasd zxczxc poiuy poiuyt lkjhg lkjhgf mnbvc mnbvcxz
abc abcd abcde abcdef abcdefg aabb aabbcc aaabbb xyz xxx aaa zzz qqq www http https html
`

export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/))

/** Rows and columns of the keyboard, and the alphabet: a run along one of them, either way, is easy to guess. */
export const RUNS: readonly string[] = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  '`1234567890-=',
  '~!@#$%^&*()_+',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p',
  '!qaz@wsx#edc$rfv%tgb^yhn&ujm*ik<(ol>)p',
  '147258369',
  '789456123',
]
