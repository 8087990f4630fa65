// SPDX-License-Identifier: MIT

export interface MailAddress {
    /** Empty if the mail does not have one. */
    readonly name: string;
    readonly address: string;
}

export interface MailAttachment {
    /** Empty if the part has none. */
    readonly fileName: string;
    readonly contentType: string;
    /** Without angle brackets. Empty if the part has none. */
    readonly contentId: string;
    /** Whether the HTML shows it. */
    readonly inline: boolean;
    readonly content: Uint8Array;
}

/** A mail that reached the mailbox. */
export interface Mail {
    readonly messageId: string;
    readonly from: MailAddress | undefined;
    readonly to: readonly MailAddress[];
    readonly cc: readonly MailAddress[];
    readonly bcc: readonly MailAddress[];
    readonly replyTo: readonly MailAddress[];
    /** The sender of the envelope. */
    readonly returnPath: string;
    readonly subject: string;
    /** The time that the sender states, or else that of the arrival. */
    readonly date: Date;
    readonly text: string;
    readonly html: string;
    readonly attachments: readonly MailAttachment[];
    /** Bytes of the whole mail. */
    readonly size: number;
}
