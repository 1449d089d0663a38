"""The white-list of a Word file: elements and attributes that make its looks, by namespace. Anything else stays behind."""

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NAMES = {
    "w": MAIN,
    "r": RELATION,
    "a": DRAWN,
    "mc": COMPATIBLE,
    "m": MATH,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
}
W = f"{{{MAIN}}}"
A = f"{{{DRAWN}}}"
R = f"{{{RELATION}}}"
MC = f"{{{COMPATIBLE}}}"
M = f"{{{MATH}}}"
PIC = f"{{{NAMES['pic']}}}"
WP = f"{{{NAMES['wp']}}}"
WPS = f"{{{NAMES['wps']}}}"
VML = "{urn:schemas-microsoft-com:vml}"


def _all(prefix: str, names: str) -> frozenset[str]:
    return frozenset(f"{{{NAMES[prefix]}}}{name}" for name in names.split())


# What holds text, in the order of a reader.
BLOCKS = _all("w", "p tbl tr tc ruby rt rubyBase") | _all("wps", "txbx") | _all("w", "txbxContent")
# Properties, each only within an element that was taken over.
PROPERTIES = _all(
    "w",
    "pPr rPr tblPr trPr tcPr tblGrid gridCol tblPrEx sectPr rubyPr "
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId suppressLineNumbers pBdr shd tabs tab "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents jc textDirection textAlignment outlineLvl top left bottom right between bar "
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint color kern position sz szCs "
    "highlight u bdr fitText vertAlign rtl cs em lang eastAsianLayout w noProof "
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblCellSpacing tblInd tblBorders "
    "tblLayout tblCellMar tblLook insideH insideV start end cnfStyle gridBefore gridAfter wBefore wAfter cantSplit trHeight "
    "tblHeader tcW gridSpan vMerge hMerge tcBorders noWrap tcMar tcFitText vAlign tl2br tr2bl "
    "type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols col formProt titlePg docGrid footnotePr endnotePr "
    "numFmt numStart numRestart pos rubyAlign hps hpsRaise hpsBaseText lid",
)
STYLE_PARTS = PROPERTIES | _all("w", "tblStylePr qFormat uiPriority")
NUMBERING_PARTS = PROPERTIES | _all(
    "w", "start numFmt lvlRestart isLgl suff lvlText lvlJc multiLevelType lvl lvlOverride startOverride"
)
# What stands in a run.
IN_RUNS = _all(
    "w",
    "t tab br cr noBreakHyphen softHyphen sym ptab footnoteRef endnoteRef separator continuationSeparator",
)
# Their text is not part of what a reader sees, or belongs to revisions.
DROPPED = _all(
    "w",
    "del moveFrom delText delInstrText rPrChange pPrChange tblPrChange trPrChange tcPrChange sectPrChange tblGridChange "
    "tblPrExChange numberingChange sdtPr sdtEndPr smartTagPr customXmlPr ffData fldData annotationRef commentReference "
    "commentRangeStart commentRangeEnd bookmarkStart bookmarkEnd proofErr permStart permEnd lastRenderedPageBreak",
)
FOREIGN = _all("w", "altChunk subDoc contentPart")
ATTRIBUTES = _all(
    "w",
    "val ascii hAnsi eastAsia cs hint sz space color fill w h type left right top bottom start end firstLine "
    "hanging firstLineChars hangingChars leftChars rightChars startChars endChars before after beforeLines "
    "afterLines beforeAutospacing afterAutospacing line lineRule pos leader orient header footer gutter num "
    "equalWidth sep linePitch charSpace fmt chapStyle chapSep hRule x y xAlign yAlign hAnchor vAnchor hSpace "
    "vSpace wrap dropCap lines anchorLock horzAnchor vertAnchor tblpX tblpY tblpXSpec tblpYSpec leftFromText "
    "rightFromText topFromText bottomFromText firstRow lastRow firstColumn lastColumn noHBand noVBand code "
    "char font clear ilvl default styleId customStyle abstractNumId numId bidi vert vertCompress combine "
    "combineBrackets id shadow frame display offsetFrom zOrder countBy restart distance alignment relativeTo ",
)

# Drawings: pictures and simple shapes.
DRAWINGS = (
    _all(
        "wp",
        "inline anchor simplePos positionH positionV posOffset align extent effectExtent wrapNone wrapSquare wrapTight "
        "wrapThrough wrapPolygon start lineTo wrapTopAndBottom",
    )
    | _all(
        "a",
        "graphic graphicData xfrm off ext chOff chExt prstGeom avLst gd ln solidFill srgbClr sysClr noFill prstDash round "
        "miter bevel headEnd tailEnd stretch fillRect lumMod lumOff alpha shade tint custGeom gdLst pathLst path moveTo lnTo "
        "cubicBezTo quadBezTo arcTo close pt rect spAutoFit noAutofit normAutofit",
    )
    | _all("pic", "pic nvPicPr cNvPicPr blipFill spPr")
    | _all("wps", "wsp cNvSpPr cNvCnPr spPr bodyPr")
    | _all("wpg", "wgp grpSp grpSpPr cNvGrpSpPr cNvFrPr")
)
_BARE = (
    "uri x y cx cy l t r b w h distT distB distL distR simplePos relativeHeight behindDoc locked layoutInCell "
    "allowOverlap relativeFrom wrapText edited rot flipH flipV prst val fmla cap cmpd algn type len fill "
    "stroke name wR hR stAng swAng txBox vert wrap lIns tIns rIns bIns anchor anchorCtr lastClr upright numCol "
    "rtlCol "
)
DRAWING_ATTRIBUTES = frozenset(_BARE.split())
