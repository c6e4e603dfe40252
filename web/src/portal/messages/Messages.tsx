import { Route, Routes } from "react-router";
import { NotFound } from "../../app/NotFound";
import { ChoosePractice } from "./ChoosePractice";
import { Compose } from "./Compose";
import { MessageList } from "./MessageList";
import { ThreadPage } from "./ThreadPage";

/** Everything below /m/:member/messages. */
export default function Messages() {
  return (
    <Routes>
      <Route index element={<MessageList />} />
      <Route path="new" element={<ChoosePractice />} />
      <Route path="new/:chart" element={<Compose />} />
      <Route path=":chart/:thread" element={<ThreadPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
