"""The most frequent family names, without marks, of the languages that put them first."""

from __future__ import annotations

_VIETNAMESE = """
    nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh truong trinh dao luu
"""
_CHINESE = """
    wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang
    feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan chan wong
    lee cheung
"""
_KOREAN = """
    kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song ryu yoo hong jeon moon
    bae baek nam heo no
"""
_JAPANESE = """
    sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi saito
    matsumoto inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto ishikawa ogawa okada hasegawa goto
"""
_HUNGARIAN = """
    nagy kovacs toth szabo horvath varga kiss kis molnar nemeth farkas balogh papp pap takacs juhasz lakatos
    meszaros olah racz fekete szilagyi torok feher gal szucs kocsis pinter fodor szalai sipos magyar lukacs gulyas
    biro kiraly katona fazekas kelemen somogyi orosz fulop vincze veres hegedus budai deak szekeres vass szoke
    fabian voros lengyel bognar bodnar hajdu halasz szekely kozma pasztor bakos dudas soos borbely novak farago
    szanto barta
"""

FAMILY_NAMES = {
    "vi": frozenset(_VIETNAMESE.split()),
    "zh": frozenset(_CHINESE.split()),
    "ko": frozenset(_KOREAN.split()),
    "ja": frozenset(_JAPANESE.split()),
    "hu": frozenset(_HUNGARIAN.split()),
}
"""By language."""
