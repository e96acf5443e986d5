//! The initials of the pinyin of the characters in our own Chinese labels: 预算 is found by `ys`.
//!
//! A table of what our labels use, not of Chinese: names that a reader gives are searched as they are written. A
//! character with two readings has the one of our labels (重做, 调整).

/// The letters, and the characters whose reading begins with each.
const INITIALS: &[(char, &str)] = &[
    ('a', "安按案"),
    ('b', "不便保别办包北博变哔备宝币布帮并必把报播曝本标步比爆版百笔簿编背补表边遍部闭"),
    ('c', "串乘产从传促充册出创初参吃场处存尝差常彻成承抽持措插撤操春查次此测称程策草菜藏触超迟采重错长除"),
    ('d', "丢代低到动单地多大定对导带底店度当待得打抖搭斗断档段点独电登的盾短端第等答订读达逗道队"),
    ('e', "二额"),
    ('f', "付份伏分副反发否复封幅放方服法符粉范覆访负费返风"),
    ('g', "个供光公关各告国够官岗工广归改更果格概盖稿管给观规该购跟过隔馆高"),
    ('h', "乎互会何划化号合后含和回坏好孩恢惠或户护换核横欢毫汇活海环画红航花获行话货还"),
    (
        'j',
        "久交仅今介件价假具兼决净减几击剪加卷及均基奖季家巨建径截技据捷接机极架检江激监简级经结继聚节荐见角解计记讲辑近进金键间阶际降集",
    ),
    ('k', "况卡口可客开快控框槛款看空馈"),
    ('l', "两临了例列利励历另哩录拉料旅来栏楼流浏漏率理留略礼离立类累联脸落裂览论路轮连里量链陆零领"),
    ('m', "么买们免募名吗命埋媒忙描明末某母每毛没满盟目矛码秒米门面"),
    ('n', "你内南哪年您拿纳能诺那"),
    ('p', "判匹品平批拍排旁普朋片牌盘篇评配频"),
    ('q', "企全其切券前区千去取启器圈契庆弃情擎曲期求浅清渠确签缺群请起钱"),
    ('r', "人任入容日认软"),
    (
        's',
        "上丝书事什使删剩升受售商失始实审少尚属市式所手扫损搜收数施时是术束水深生示社私税竖算素索胜色视设识试说谁输述适速随顺首",
    ),
    ('t', "他体停台同团图坛堂填天太头它帖庭态投拖探推提摊替条梯添统腾调贴跳退通题"),
    ('w', "为位务午围外完往微我文无晚未物稳维网误问闻"),
    ('x', "下些享休信修像先写向响型姓学小席幸序形性息效新星显校消现相箱系线细续讯许详象选销限险需项须鲜"),
    (
        'y',
        "一与业义于以优余佣依允元印原友员因园域宇宜已应异引影意易月有样源演用由益研硬移约艺英营要言议语越跃迎运邀邮阅隐音页预验",
    ),
    (
        'z',
        "专中主之众作值做再准则制助占只周在址增奏子字展张怎总执找招择指摘支整早暂最植止正注照状直知种站章粘组终置者职自至责账资赞赠足踪转载这追逐钟阵骤",
    ),
];

/// The first letter of a character's reading, if it is in the table.
pub fn initial(character: char) -> Option<char> {
    INITIALS.iter().find(|(_, characters)| characters.contains(character)).map(|(letter, _)| *letter)
}

/// The initials of a name: one letter for each Chinese character; Latin letters and digits are kept, all else is left out.
pub fn initials(name: &str) -> String {
    let letter = |letter: char| match letter {
        _ if letter.is_ascii_alphanumeric() => Some(letter.to_ascii_lowercase()),
        _ => initial(letter),
    };
    // Without a Chinese character there are no initials, only the name again.
    if name.is_ascii() { String::new() } else { name.chars().filter_map(letter).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_stands_in_one_row() {
        let mut all: Vec<char> = INITIALS.iter().flat_map(|(_, characters)| characters.chars()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn initials_are_those_a_reader_types() {
        assert_eq!(initials("预算明细"), "ysmx");
        assert_eq!(initials("导出 PDF 报告"), "dcpdfbg");
        assert_eq!(initials("重做"), "cz");
        assert_eq!(initials("Budget"), "");
    }
}
