/** The chat page's entry: says which elements the page is made of. The HTML already holds `chat-app`. */
import { defineElements } from "../shared/elements/define-elements.ts";
import { SHARED_ELEMENTS } from "../shared/elements/shared-elements.ts";
import { AttachmentList } from "./elements/attachment-list.ts";
import { CardForm } from "./elements/card-form.ts";
import { ChatApp } from "./elements/chat-app.ts";
import { ChatPane } from "./elements/chat-pane.ts";
import { ChatComposer } from "./elements/chat-composer.ts";
import { ChatSearch } from "./elements/chat-search.ts";
import { ComposerExtras } from "./elements/composer-extras.ts";
import { ConversationHeader } from "./elements/conversation-header.ts";
import { ConversationList } from "./elements/conversation-list.ts";
import { EmojiPicker } from "./elements/emoji-picker.ts";
import { GroupSettings } from "./elements/group-settings.ts";
import { LinkCard } from "./elements/link-card.ts";
import { MeRail } from "./elements/me-rail.ts";
import { MessageItem } from "./elements/message-item.ts";
import { MessageList } from "./elements/message-list.ts";
import { NewGroup } from "./elements/new-group.ts";
import { NoticeStack } from "./elements/notice-stack.ts";
import { PictureViewer } from "./elements/picture-viewer.ts";
import { PickedThumb } from "./elements/picked-thumb.ts";
import { ReadMark } from "./elements/read-mark.ts";
import { RobotCard } from "./elements/robot-card.ts";
import { RobotWords } from "./elements/robot-words.ts";
import { SampleMenu } from "./elements/sample-menu.ts";
import { SuggestionRow } from "./elements/suggestion-row.ts";

defineElements({
  ...SHARED_ELEMENTS,
  "card-form": CardForm,
  "robot-card": RobotCard,
  "link-card": LinkCard,
  "robot-words": RobotWords,
  "attachment-list": AttachmentList,
  "message-item": MessageItem,
  "message-list": MessageList,
  "suggestion-row": SuggestionRow,
  "composer-extras": ComposerExtras,
  "emoji-picker": EmojiPicker,
  "sample-menu": SampleMenu,
  "chat-search": ChatSearch,
  "chat-composer": ChatComposer,
  "chat-pane": ChatPane,
  "picked-thumb": PickedThumb,
  "picture-viewer": PictureViewer,
  "read-mark": ReadMark,
  "conversation-header": ConversationHeader,
  "conversation-list": ConversationList,
  "group-settings": GroupSettings,
  "new-group": NewGroup,
  "me-rail": MeRail,
  "notice-stack": NoticeStack,
  "chat-app": ChatApp,
});
