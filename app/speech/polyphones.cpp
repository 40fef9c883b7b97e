// SPDX-License-Identifier: Apache-2.0
// espeak-ng 1.51 gives each Chinese character one sound, whatever stands beside it: 银行 is read
// yín xíng, 重庆 zhòng qìng. These are the words of a service hall that it gets wrong, each heard
// in its phoneme output, with the sounds of 现代汉语词典. Pinyin with tone digits is read by the
// voice cmn-latn-pinyin as it stands.
#include "app/speech/polyphones.h"

#include <algorithm>
#include <array>

namespace sunbooth::app::speech {
namespace {

struct Word {
    std::u32string_view han;
    const char* pinyin;
};
constexpr std::array kWords = {
    Word{U"银行", "yin2 hang2"},
    Word{U"行长", "hang2 zhang3"},
    Word{U"行业", "hang2 ye4"},
    Word{U"同行", "tong2 hang2"},
    Word{U"重新", "chong2 xin1"},
    Word{U"重办", "chong2 ban4"},
    Word{U"重复", "chong2 fu4"},
    Word{U"重庆", "chong2 qing4"},
    Word{U"重写", "chong2 xie3"},
    Word{U"重听", "chong2 ting1"},
    Word{U"重填", "chong2 tian2"},
    Word{U"重做", "chong2 zuo4"},
    Word{U"还款", "huan2 kuan3"},
    Word{U"归还", "gui1 huan2"},
    Word{U"退还", "tui4 huan2"},
    Word{U"偿还", "chang2 huan2"},
    Word{U"长辈", "zhang3 bei4"},
    Word{U"局长", "ju2 zhang3"},
    Word{U"科长", "ke1 zhang3"},
    Word{U"处长", "chu4 zhang3"},
    Word{U"市长", "shi4 zhang3"},
    Word{U"家长", "jia1 zhang3"},
    Word{U"长大", "zhang3 da4"},
    Word{U"生长", "sheng1 zhang3"},
    Word{U"处理", "chu3 li3"},
    Word{U"处分", "chu3 fen4"},
    Word{U"处罚", "chu3 fa2"},
    Word{U"处置", "chu3 zhi4"},
    Word{U"了解", "liao3 jie3"},
    Word{U"为了", "wei4 le5"},
    Word{U"为您", "wei4 nin2"},
    Word{U"因为", "yin1 wei4"},
    Word{U"为什么", "wei4 shen2 me5"},
    Word{U"得到", "de2 dao4"},
    Word{U"取得", "qu3 de2"},
    Word{U"不得", "bu4 de2"},
    Word{U"总得", "zong3 dei3"},
    Word{U"只有", "zhi3 you3"},
    Word{U"只要", "zhi3 yao4"},
    Word{U"只能", "zhi3 neng2"},
    Word{U"只评价", "zhi3 ping2 jia4"},
    Word{U"应答", "ying4 da2"},
    Word{U"反应", "fan3 ying4"},
    Word{U"适应", "shi4 ying4"},
    Word{U"调查", "diao4 cha2"},
    Word{U"调动", "diao4 dong4"},
    Word{U"空调", "kong1 tiao2"},
    Word{U"出差", "chu1 chai1"},
    Word{U"差别", "cha1 bie2"},
    Word{U"相片", "xiang4 pian4"},
    Word{U"便宜", "pian2 yi5"},
    Word{U"当天", "dang4 tian1"},
    Word{U"间隔", "jian4 ge2"},
    Word{U"供应", "gong1 ying4"},
    Word{U"提供", "ti2 gong1"},
    Word{U"曾经", "ceng2 jing1"},
    Word{U"着急", "zhao2 ji2"},
    Word{U"睡着", "shui4 zhao2"},
    Word{U"数一数", "shu3 yi4 shu3"},
    Word{U"数错", "shu3 cuo4"},
    Word{U"角色", "jue2 se4"},
    Word{U"不行", "bu4 xing2"},
    Word{U"音乐", "yin1 yue4"},
    Word{U"朝阳", "chao2 yang2"},
    Word{U"单位", "dan1 wei4"},
    Word{U"参差", "cen1 ci1"},
    Word{U"都没", "dou1 mei2"},
    Word{U"都是", "dou1 shi4"},
    Word{U"都不", "dou1 bu4"},
    Word{U"都可以", "dou1 ke3 yi3"},
    Word{U"教书", "jiao1 shu1"},
    Word{U"结实", "jie1 shi5"},
    Word{U"没收", "mo4 shou1"},
    Word{U"强迫", "qiang3 po4"},
    Word{U"称职", "chen4 zhi2"},
    Word{U"大夫", "dai4 fu5"},
    Word{U"量一量", "liang2 yi4 liang2"},
    Word{U"乘以", "cheng2 yi3"},
    Word{U"率先", "shuai4 xian1"},
    Word{U"比率", "bi3 lv4"},
};

}  // namespace

Polyphone polyphone_at(RuneView han) {
    Polyphone best;
    for (const Word& word : kWords) {
        if (word.han.size() > best.length && han.starts_with(word.han)) {
            best = {word.han.size(), word.pinyin};
        }
    }
    return best;
}

}  // namespace sunbooth::app::speech
