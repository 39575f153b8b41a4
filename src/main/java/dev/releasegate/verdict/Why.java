package dev.releasegate.verdict;

/** Why a limit could not be decided. */
public enum Why {
    /** It is proven that the limit is missed by little at most: twice the allowed share, or a mean 25 % above the limit. */
    TOO_CLOSE,
    /** The samples prove too little. */
    NOT_ENOUGH_EVIDENCE,
    /** There is evidence that the limit is broken, but the newer half of the samples does not confirm it. */
    STILL_WARMING_UP,
    /** The samples would say that the limit is broken, had the machine itself not been stuck; or it was most of the time. */
    MACHINE_TOO_NOISY,
    /** There is evidence that the limit holds, but from too short a time. */
    TOO_SHORT
}
