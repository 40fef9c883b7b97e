// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sunbooth::handwriting {

/// What visitors of a government hall might write, made up for this suite and never tuned on.
inline constexpr std::string_view kSentences[] = {
    "三号窗口上午没有人",   "排队等了两个小时",       "工作人员态度不好",
    "材料交了三次还说不全", "让我去找别的部门",       "一直说系统坏了",
    "社保卡补办太慢",       "身份证复印件要收钱",     "没有告诉我还缺什么",
    "中午窗口提前关门",     "叫号机坏了没人修",       "退休手续办了半年",
    "房产证迟迟拿不到",     "工作人员在玩手机",       "营业执照变更不给办",
    "说话很不耐烦",         "要求提供无用的证明",     "同一件事跑了五趟",
    "电话打不通也没人接",   "希望增加自助机器",       "老人不会用手机预约",
    "医保报销金额不对",     "孩子上学的户口问题",     "公积金提取被拒绝",
    "收费标准没有公示",     "农村低保没有批下来",     "拆迁补偿款没有到账",
    "残疾人通道被堵住",     "办事指南和实际不一样",   "请尽快处理并回复我",
    "谢谢窗口的小王同志",   "服务热情效率很高",       "门口没有停车的地方",
    "厕所太脏没有打扫",     "轮到我的时候下班了",     "王建国给我打过电话",
    "驾驶证换证照片不合格", "水电费账单多算了一百元", "企业注册名称审核不通过",
    "希望领导重视这个问题",
};

}  // namespace sunbooth::handwriting
