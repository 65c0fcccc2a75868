"""What a column means, guessed from its name in the languages in which boards are commonly written."""

import re
import unicodedata

from backend.imports.board import Category
from query.fold import fold

# Whole words of folded text; a star stands for any ending.
_WORDS: tuple[tuple[Category, str], ...] = (
    (
        Category.CANCELLED,
        (
            "cancelled canceled wontfix won't rejected declined dropped abandoned obsolete"
            " duplicate* annule* abandonne* refuse*"
            " abgebrochen abgelehnt verworfen cancelad* descartad* rechazad* annullat* rifiutat* geannuleerd"
            " zrusen* anulowan*"
        ),
    ),
    (
        Category.DONE,
        (
            "done closed complete completed finished resolved shipped released delivered deployed live merged published"
            " termine* fini finie finis faites fait livre livree* clos cloture* valide* publie*"
            " erledigt fertig abgeschlossen geschlossen gelost veroffentlicht"
            " hecho hecha terminad* completad* cerrad* finalizad* listo entregad* concluid* feito feita pronto fechad*"
            " fatto completat* chiuso chiusa finito klaar gereed afgerond afgesloten hotovo dokoncen* gotowe zrobione"
            " zakonczon* klar fardig valmis kesz tamamlandi bitti готово сделано завершен* закрыт* выполнен* зроблено"
        ),
    ),
    (
        Category.ACTIVE,
        (
            "doing progress wip active started ongoing current developing development implementing review reviewing"
            " testing test qa blocked waiting hold verify staging deploying"
            " cours encours revue attente recette bearbeitung arbeit prufung wartet curso proceso progreso haciendo"
            " revision revisao andamento fazendo execucao corso lavorazione attesa bezig uitvoering probiha trakcie"
            " robie pagaende kesken folyamatban yapiliyor работе процессе проверк* роботі"
        ),
    ),
    (
        Category.BACKLOG,
        (
            "backlog idea ideas icebox someday later future wishlist wish inbox suggestion* parking brainstorm* maybe"
            " idee* suggestion* souhait* plus-tard ideen irgendwann wunsch* sugerencia* sugest* ideia* proposta* ideeen"
            " napady pomysl* ideer otletek fikir* идеи идея бэклог беклог ідеї"
        ),
    ),
)
# Chinese, Japanese and Korean have no blanks between words: found anywhere in the name.
_PARTS: tuple[tuple[Category, tuple[str, ...]], ...] = (
    (Category.CANCELLED, ("中止", "却下", "取消", "取り消し", "キャンセル", "廃止", "보류취소", "취소")),
    (Category.TODO, ("未完了", "未着手", "未対応", "未完成", "未开始", "未開始", "待办", "待辦", "미완료")),
    (
        Category.BACKLOG,
        ("やりたい", "アイデア", "アイディア", "いつか", "バックログ", "想法", "点子", "아이디어", "백로그"),
    ),
    (
        Category.DONE,
        ("完了", "完成", "終了", "済", "クローズ", "できた", "やった", "リリース", "已关闭", "已關閉", "완료", "끝"),
    ),
    (
        Category.ACTIVE,
        (
            "対応中",
            "作業中",
            "進行",
            "実施中",
            "着手",
            "開発中",
            "レビュー",
            "確認中",
            "テスト中",
            "待ち",
            "进行",
            "处理中",
            "審査",
            "测试",
            "진행",
            "검토",
        ),
    ),
)


def guess(name: str) -> Category:
    """The category of a column called `name`; `todo` where the name says nothing."""
    wide = unicodedata.normalize("NFKC", name).casefold()
    for category, parts in _PARTS:
        if any(part in wide for part in parts):
            return category
    folded = fold(name).replace("’", "'")
    if re.search(r"\b(not|non|nicht|no|todo|to do)\b", folded):
        return Category.TODO
    return next((category for category, pattern in _PATTERNS if pattern.search(folded)), Category.TODO)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(re.escape(fold(word)).replace(r"\*", r"\w*") for word in words.split()) + r")\b"
    )


_PATTERNS = tuple((category, _pattern(words)) for category, words in _WORDS)
